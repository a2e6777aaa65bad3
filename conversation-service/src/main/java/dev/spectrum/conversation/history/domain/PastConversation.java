package dev.spectrum.conversation.history.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * A conversation as it is read.
 *
 * @param title the beginning of its first message, until somebody names it
 * @param activeMessageId the leaf of the active branch
 * @param updatedAt when its last message was written
 * @param revision counts renamings, from 0
 */
public record PastConversation(
        UUID id,
        String userId,
        UUID agentId,
        String agentRole,
        String title,
        UUID activeMessageId,
        Instant createdAt,
        Instant updatedAt,
        long revision) {}
