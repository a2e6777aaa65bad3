package dev.spectrum.platform.model;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What this process lets through while Redis is away: for each tenant a fixed part of the day's limit. So the most that a
 * day can be overspent is that part, for each process, on a day without Redis.
 */
@ApplicationScoped
class BudgetWithoutRedis {

    private final double share;
    private final Map<TenantDay, Long> used = new ConcurrentHashMap<>();

    BudgetWithoutRedis(ModelsConfig config) {
        this.share = config.shareWithoutRedis();
    }

    private record TenantDay(UUID tenantId, LocalDate day) {}

    Optional<Budget.Reservation> reserve(Budget.Reservation wanted, long limit) {
        used.keySet().removeIf(entry -> entry.day().isBefore(wanted.day()));
        long mine = (long) (limit * share);
        boolean[] granted = new boolean[1];
        used.compute(key(wanted), (key, total) -> {
            long before = total == null ? 0 : total;
            granted[0] = before + wanted.amount() <= mine;
            return granted[0] ? before + wanted.amount() : before;
        });
        return granted[0]
                ? Optional.of(
                        new Budget.Reservation(wanted.tenantId(), wanted.day(), wanted.id(), wanted.amount(), false))
                : Optional.empty();
    }

    void settle(Budget.Reservation reservation, long spent) {
        used.computeIfPresent(key(reservation), (key, total) -> total - reservation.amount() + spent);
    }

    private static TenantDay key(Budget.Reservation reservation) {
        return new TenantDay(reservation.tenantId(), reservation.day());
    }
}
