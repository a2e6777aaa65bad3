package dev.spectrum.agent.budget;

import dev.spectrum.agent.tenants.Tenants;
import dev.spectrum.agent.tenants.domain.Tenant;
import dev.spectrum.platform.model.Budget;
import dev.spectrum.platform.tenant.TenantTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/** How a tenant stands today: what Redis counts, or the ledger where that knows more. */
@ApplicationScoped
public class ReadBudget {

    private final TenantTransaction transaction;
    private final Tenants tenants;
    private final Ledger ledger;
    private final Budget budget;

    ReadBudget(TenantTransaction transaction, Tenants tenants, Ledger ledger, Budget budget) {
        this.transaction = transaction;
        this.tenants = tenants;
        this.ledger = ledger;
        this.budget = budget;
    }

    /**
     * Amounts in micro-dollars.
     *
     * @param reserved set aside for calls that are under way; 0 while Redis does not answer
     */
    public record Standing(long dailyLimit, long spent, long reserved, Instant resetsAt) {}

    /** Empty if nobody has set the tenant up. */
    public Uni<Optional<Standing>> read(UUID tenantId) {
        return budget.used(tenantId)
                .chain(used -> transaction.run(
                        tenantId,
                        () -> tenants.find()
                                .chain(tenant -> ledger.day(LocalDate.now(ZoneOffset.UTC))
                                        .map(day -> tenant.map(found -> standing(found, day.spentMicroUsd(), used))))));
    }

    private static Standing standing(Tenant tenant, long inLedger, Optional<Budget.Used> used) {
        return new Standing(
                tenant.plan().dailyLimitMicroUsd(),
                Math.max(inLedger, used.map(Budget.Used::spent).orElse(0L)),
                used.map(Budget.Used::reserved).orElse(0L),
                Budget.resetsAt());
    }
}
