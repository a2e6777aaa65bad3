package dev.spectrum.agent.budget.kafka;

import dev.spectrum.agent.budget.domain.Spending;
import dev.spectrum.platform.event.IncomingEvent;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What this service needs to know of a turn's end, however it ended. */
record Turn(
        UUID runId,
        String userId,
        UUID agentId,
        @Nullable String model,
        @Nullable String reason,
        Usage usage) {

    record Usage(long inputTokens, long outputTokens, BigDecimal costUsd) {}

    Spending spending(IncomingEvent event) {
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
                usage.inputTokens(),
                usage.outputTokens(),
                usage.costUsd().movePointRight(6).longValue());
    }

    boolean wasRefusedForItsBudget() {
        return "budget_exhausted".equals(reason);
    }
}
