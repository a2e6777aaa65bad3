package dev.spectrum.agent.budget;

import dev.spectrum.agent.budget.domain.Day;
import dev.spectrum.agent.budget.domain.Spending;
import dev.spectrum.agent.tenants.Tenants;
import dev.spectrum.agent.tenants.domain.Plan;
import dev.spectrum.agent.tenants.domain.Tenant;
import dev.spectrum.platform.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;

/**
 * Writes into the ledger what a run used of models, and tells everybody what the day's total is now, once a day that little
 * is left and once that nothing is. Within the tenant's transaction.
 */
@ApplicationScoped
public class RecordSpending {

    private final Ledger ledger;
    private final Tenants tenants;
    private final Outbox outbox;

    RecordSpending(Ledger ledger, Tenants tenants, Outbox outbox) {
        this.ledger = ledger;
        this.tenants = tenants;
        this.outbox = outbox;
    }

    /** The same spending again changes nothing. */
    public Uni<Void> record(Spending spending) {
        return ledger.add(spending)
                .chain(added -> added.filter(day -> spending.costMicroUsd() > 0)
                        .map(day -> tell(spending.tenantId(), day))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Void> tell(UUID tenantId, Day day) {
        return outbox.add(BudgetEvents.spent(tenantId, day))
                .chain(() -> limit())
                .chain(limit -> warn(tenantId, day, limit)
                        .chain(() -> day.reachesLimit(limit)
                                ? exhausted(tenantId, day, limit)
                                : Uni.createFrom().voidItem()));
    }

    /** A call was refused because the day's budget has no room for it; while most of that is free, others have set it aside. */
    public Uni<Void> refused(UUID tenantId) {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        return ledger.day(today)
                .chain(day -> limit().chain(limit -> day.isExhaustedByRefusal(limit)
                        ? exhausted(tenantId, day, limit)
                        : Uni.createFrom().voidItem()));
    }

    private Uni<Void> warn(UUID tenantId, Day day, long limit) {
        if (day.warned() || !day.reachesWarning(limit)) {
            return Uni.createFrom().voidItem();
        }
        return ledger.markWarned(tenantId, day.day())
                .chain(first -> first
                        ? outbox.add(BudgetEvents.warned(tenantId, day, limit))
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> exhausted(UUID tenantId, Day day, long limit) {
        if (day.exhausted()) {
            return Uni.createFrom().voidItem();
        }
        return ledger.markExhausted(tenantId, day.day())
                .chain(first -> first
                        ? outbox.add(BudgetEvents.exhausted(tenantId, day, limit))
                        : Uni.createFrom().voidItem());
    }

    private Uni<Long> limit() {
        return tenants.find()
                .map(tenant ->
                        tenant.map(Tenant::plan).map(Plan::dailyLimitMicroUsd).orElse(0L));
    }
}
