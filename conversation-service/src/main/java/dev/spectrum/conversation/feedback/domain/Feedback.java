package dev.spectrum.conversation.feedback.domain;

import dev.spectrum.conversation.history.domain.Answerer;
import java.time.Instant;
import java.util.UUID;

/**
 * A user's word on an answer.
 *
 * @param userId whose word it is
 * @param comment blank for none
 */
public record Feedback(
        UUID messageId,
        UUID conversationId,
        String userId,
        Rating rating,
        String comment,
        Answerer answerer,
        Instant givenAt) {}
