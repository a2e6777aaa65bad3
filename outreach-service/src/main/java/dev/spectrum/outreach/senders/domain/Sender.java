package dev.spectrum.outreach.senders.domain;

import java.util.Optional;
import java.util.UUID;

/**
 * A resource that sends and has limits.
 *
 * @param pause empty unless it sends nothing for now
 * @param version counts changes, from 0
 */
public record Sender(UUID tenantId, UUID id, SenderSettings settings, Optional<Pause> pause, long version) {}
