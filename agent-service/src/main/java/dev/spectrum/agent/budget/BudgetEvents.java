package dev.spectrum.agent.budget;

import dev.spectrum.agent.budget.domain.Day;
import dev.spectrum.platform.event.OutgoingEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;

/** What is told of budgets. The tenant is the aggregate. */
final class BudgetEvents {

    private record Spent(UUID tenantId, LocalDate day, BigDecimal spentUsd) {}

    private record Reached(LocalDate day, BigDecimal dailyLimitUsd, BigDecimal spentUsd, Instant resetsAt) {
        static Reached of(Day day, long limitMicroUsd) {
            return new Reached(
                    day.day(),
                    usd(limitMicroUsd),
                    usd(day.spentMicroUsd()),
                    day.day().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
        }
    }

    private BudgetEvents() {}

    static OutgoingEvent spent(UUID tenantId, Day day) {
        return new OutgoingEvent(
                "spectrum.agent.budget.state",
                "dev.spectrum.agent.budget.spent.v1",
                tenantId,
                tenantId.toString(),
                new Spent(tenantId, day.day(), usd(day.spentMicroUsd())));
    }

    static OutgoingEvent warned(UUID tenantId, Day day, long limitMicroUsd) {
        return event("warned", tenantId, Reached.of(day, limitMicroUsd));
    }

    static OutgoingEvent exhausted(UUID tenantId, Day day, long limitMicroUsd) {
        return event("exhausted", tenantId, Reached.of(day, limitMicroUsd));
    }

    private static OutgoingEvent event(String what, UUID tenantId, Reached data) {
        return new OutgoingEvent(
                "spectrum.agent.events",
                "dev.spectrum.agent.budget." + what + ".v1",
                tenantId,
                tenantId.toString(),
                data);
    }

    /** Exactly: a double would lose a micro-dollar here and there. */
    private static BigDecimal usd(long microUsd) {
        return BigDecimal.valueOf(microUsd, 6);
    }
}
