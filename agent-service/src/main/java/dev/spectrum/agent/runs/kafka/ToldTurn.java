package dev.spectrum.agent.runs.kafka;

import dev.spectrum.agent.budget.domain.Spending;
import dev.spectrum.agent.runs.RunFailures;
import dev.spectrum.agent.runs.domain.Origin;
import dev.spectrum.agent.runs.domain.RunFailure;
import dev.spectrum.agent.runs.domain.RunStatus;
import dev.spectrum.agent.runs.domain.Task;
import dev.spectrum.agent.runs.domain.Tokens;
import dev.spectrum.agent.runs.domain.TurnAttempt;
import dev.spectrum.platform.event.IncomingEvent;
import dev.spectrum.platform.model.ModelRefusal;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an event tells of an attempt at a turn, however it ended.
 *
 * @param conversationId the run's id where only the client keeps the conversation
 * @param startedAt null in events from before it was told, as are the calls
 */
record ToldTurn(
        UUID conversationId,
        UUID runId,
        String userId,
        UUID agentId,
        String agentRole,
        long agentVersion,
        @Nullable String model,
        @Nullable String reason,
        Usage usage,
        @Nullable Instant startedAt,
        @Nullable List<Call> modelCalls) {

    private static final String INTERRUPTED = "interrupted";

    record Usage(long inputTokens, long outputTokens, BigDecimal costUsd) {

        Tokens tokens() {
            return new Tokens(inputTokens, outputTokens, microUsd(costUsd));
        }
    }

    record Call(
            String model,
            long inputTokens,
            long outputTokens,
            BigDecimal costUsd,
            Instant startedAt,
            long durationMs,
            @Nullable String error) {

        Task task(int number) {
            return new Task(
                    number,
                    status(),
                    model,
                    null,
                    null,
                    error,
                    new Tokens(inputTokens, outputTokens, microUsd(costUsd)),
                    startedAt,
                    Optional.of(startedAt.plusMillis(durationMs)));
        }

        private RunStatus status() {
            if (error == null) {
                return RunStatus.COMPLETED;
            }
            return RunFailure.CANCELLED.code().equals(error) ? RunStatus.CANCELLED : RunStatus.FAILED;
        }
    }

    private static long microUsd(BigDecimal usd) {
        return usd.movePointRight(6).longValue();
    }

    Spending spending(IncomingEvent event) {
        Tokens tokens = usage.tokens();
        return new Spending(
                event.tenantId(),
                UUID.fromString(event.id()),
                event.occurredAt(),
                Spending.Source.TURN,
                runId,
                Optional.of(agentId),
                Optional.empty(),
                userId,
                Objects.requireNonNullElse(model, ""),
                tokens.input(),
                tokens.output(),
                tokens.costMicroUsd());
    }

    TurnAttempt attempt(IncomingEvent event, Optional<RunStatus> status) {
        List<Task> calls = new ArrayList<>();
        for (Call call : Objects.requireNonNullElse(modelCalls, List.<Call>of())) {
            calls.add(call.task(calls.size() + 1));
        }
        return new TurnAttempt(
                event.tenantId(),
                runId,
                userId,
                new Origin.Turn(agentId, agentRole, agentVersion, conversationId.equals(runId) ? null : conversationId),
                status,
                status.flatMap(this::failure),
                usage.tokens(),
                calls,
                Objects.requireNonNullElse(startedAt, event.occurredAt()),
                event.occurredAt());
    }

    private Optional<RunFailure> failure(RunStatus status) {
        return switch (status) {
            case CANCELLED -> Optional.of(RunFailure.CANCELLED);
            case FAILED -> Optional.of(why());
            case RUNNING, COMPLETED -> Optional.empty();
        };
    }

    /** The reason is a word with underscores, of ours or of the model's refusals. */
    private RunFailure why() {
        if (INTERRUPTED.equals(reason)) {
            return RunFailure.INTERRUPTED;
        }
        return Stream.of(ModelRefusal.values())
                .filter(refusal -> refusal.name().equalsIgnoreCase(reason))
                .findFirst()
                .map(RunFailures::of)
                .orElse(RunFailure.INTERNAL);
    }
}
