package dev.spectrum.platform.model;

import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** What this process knows of the day's budgets. Yesterday's are kept for calls that end after midnight, and no others. */
final class KnownDays {

    private final Map<TenantDay, KnownDay> known = new ConcurrentHashMap<>();

    private record TenantDay(UUID tenantId, LocalDate day) {}

    KnownDay of(Budget.Reservation reservation) {
        TenantDay key = new TenantDay(reservation.tenantId(), reservation.day());
        KnownDay day = known.get(key);
        if (day == null) {
            known.keySet().removeIf(other -> other.day().isBefore(key.day().minusDays(1)));
            day = known.computeIfAbsent(key, first -> new KnownDay());
        }
        return day;
    }
}
