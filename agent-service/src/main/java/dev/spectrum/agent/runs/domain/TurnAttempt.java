package dev.spectrum.agent.runs.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One attempt at a turn of a conversation, which is over. A turn has several where one failed, or waited for a person.
 *
 * @param status how the turn stands after it: {@link RunStatus#RUNNING} while it waits for a person; empty for an attempt that
 *     another one had overtaken, because the turn stands as that one says
 * @param calls of models, numbered within the attempt
 */
public record TurnAttempt(
        UUID tenantId,
        UUID runId,
        String userId,
        Origin.Turn turn,
        Optional<RunStatus> status,
        Optional<RunFailure> failure,
        Tokens tokens,
        List<Task> calls,
        Instant startedAt,
        Instant endedAt) {}
