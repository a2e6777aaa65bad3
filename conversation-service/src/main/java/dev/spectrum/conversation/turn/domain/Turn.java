package dev.spectrum.conversation.turn.domain;

import java.util.UUID;

/**
 * A user's message together with all it takes to answer it.
 *
 * @param id the API's run_id; the same for every attempt
 * @param attempt from 1; only the last one may write the turn's end
 */
public record Turn(UUID id, UUID conversationId, UUID userMessageId, int attempt) {

    public Turn nextAttempt() {
        return new Turn(id, conversationId, userMessageId, attempt + 1);
    }
}
