package dev.spectrum.platform.model;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * What this process knows of the day's budgets, and lets through while Redis does not answer: for each tenant a fixed part of
 * the limit, and never more than what was left when Redis last answered. So the most that a day can be overspent is that
 * part, for each process but one, on a day without Redis.
 */
@ApplicationScoped
class BudgetWithoutRedis {

    private final double share;
    private final Map<TenantDay, Known> known = new ConcurrentHashMap<>();

    BudgetWithoutRedis(ModelsConfig config) {
        this.share = config.shareWithoutRedis();
    }

    private record TenantDay(UUID tenantId, LocalDate day) {}

    /**
     * Amounts in micro-dollars.
     *
     * @param used spent and reserved, as Redis last said
     * @param asked what Redis was asked for and has not answered
     * @param granted let through here, and unknown to Redis
     */
    private record Known(long used, long asked, long granted) {

        static final Known NOTHING = new Known(0, 0, 0);

        Known ask(long amount) {
            return new Known(used, asked + amount, granted);
        }

        Known grant(long amount) {
            return new Known(used, asked, granted + amount);
        }
    }

    /** Redis is asked for it. */
    void asked(Budget.Reservation wanted) {
        known.keySet().removeIf(entry -> entry.day().isBefore(wanted.day()));
        change(wanted, before -> before.ask(wanted.amount()));
    }

    /** Redis answered that so much is used now. */
    void answered(Budget.Reservation wanted, long used) {
        change(wanted, before -> new Known(used, before.asked() - wanted.amount(), before.granted()));
    }

    /** Redis did not answer: whether it is let through all the same. Whatever was asked for meanwhile counts as used. */
    boolean grants(Budget.Reservation wanted, long limit) {
        boolean[] grants = new boolean[1];
        change(wanted, before -> {
            Known after = before.ask(-wanted.amount()).grant(wanted.amount());
            grants[0] = after.granted() <= (long) (limit * share)
                    && after.used() + after.asked() + after.granted() <= limit;
            return grants[0] ? after : before.ask(-wanted.amount());
        });
        return grants[0];
    }

    long unknownToRedis(Budget.Reservation wanted) {
        return known.getOrDefault(key(wanted), Known.NOTHING).granted();
    }

    /** @param unknownToRedis what of it Redis still does not know */
    void settled(Budget.Reservation reservation, long unknownToRedis) {
        if (!reservation.inRedis()) {
            change(reservation, before -> before.grant(unknownToRedis - reservation.amount()));
        }
    }

    private void change(Budget.Reservation reservation, UnaryOperator<Known> change) {
        known.compute(key(reservation), (key, before) -> change.apply(before == null ? Known.NOTHING : before));
    }

    private static TenantDay key(Budget.Reservation reservation) {
        return new TenantDay(reservation.tenantId(), reservation.day());
    }
}
