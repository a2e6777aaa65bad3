package dev.spectrum.platform.model;

import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** What this process knows of the day's budgets. Yesterday's are forgotten when today's begin. */
final class KnownDays {

    private final Map<TenantDay, KnownDay> known = new ConcurrentHashMap<>();

    private record TenantDay(UUID tenantId, LocalDate day) {}

    KnownDay of(Budget.Reservation reservation) {
        return known.computeIfAbsent(new TenantDay(reservation.tenantId(), reservation.day()), first -> {
            known.keySet().removeIf(other -> other.day().isBefore(first.day().minusDays(1)));
            return new KnownDay();
        });
    }
}
