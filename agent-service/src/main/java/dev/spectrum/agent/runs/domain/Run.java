package dev.spectrum.agent.runs.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a prompt, or of a turn of a conversation.
 *
 * @param userId the subject of whoever started it
 * @param name the prompt's, the action's or the agent's
 * @param personal whether a value of the user's own went in, so that nobody else reads what was said
 * @param redacted whether no content is kept here: no values, no messages, no output. The tenant does not want it, or it is a
 *     turn's, whose words are the conversation's
 * @param structured whether the output is JSON that follows a schema, rather than text
 * @param output text, or what the answer's schema says; null while there is none
 * @param tokens of all its tasks
 */
public record Run(
        UUID tenantId,
        UUID id,
        String userId,
        Origin origin,
        String name,
        RunStatus status,
        List<ResolvedVariable> variables,
        boolean personal,
        boolean redacted,
        boolean structured,
        @Nullable Object output,
        Optional<RunFailure> failure,
        Tokens tokens,
        Instant createdAt,
        Optional<Instant> finishedAt) {

    /** Whether this user may read what was said in it. */
    public boolean isReadableBy(String user) {
        return !personal || userId.equals(user);
    }
}
