package dev.spectrum.agent.budget.domain;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What a run used of models, with what it cost.
 *
 * @param id unique for ever, such as the id of the event that tells of it or of the call's reservation: the same one counts once
 * @param at when it was settled; its day (UTC) pays
 * @param source what kind of run it was
 * @param runId of a lost call its own id
 * @param agentId whose prompt it was, where an agent answered
 * @param promptId what was run, where it was a prompt
 * @param userId the subject of whoever asked; blank where that is not known
 * @param model empty if no model was asked
 */
public record Spending(
        UUID tenantId,
        UUID id,
        Instant at,
        Source source,
        UUID runId,
        Optional<UUID> agentId,
        Optional<UUID> promptId,
        String userId,
        String model,
        long inputTokens,
        long outputTokens,
        long costMicroUsd) {

    /** What used the model. */
    public enum Source {
        /** A turn of a conversation. */
        TURN,
        /** A run of agent-service's own: a prompt, an action, a skill. */
        RUN,
        /** A model call whose process died: nobody knows for what it was. */
        LOST
    }
}
