package dev.spectrum.conversation.erasure.domain;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A user who is to be forgotten. It stays, as the proof; it says nothing of what was said.
 *
 * @param requestedAt what the user says later is not meant
 * @param conversations how many are gone until now
 * @param messages how many are gone until now
 * @param completedAt when nothing was left anywhere; empty until then
 */
public record Erasure(
        UUID id,
        String userId,
        String requestedBy,
        Instant requestedAt,
        long conversations,
        long messages,
        Optional<Instant> completedAt) {}
