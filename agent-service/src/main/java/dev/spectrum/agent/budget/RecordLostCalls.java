package dev.spectrum.agent.budget;

import dev.spectrum.agent.budget.domain.Spending;
import dev.spectrum.platform.context.OwnContext;
import dev.spectrum.platform.model.Budget;
import dev.spectrum.platform.tenant.TenantTransaction;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Writes into the ledger the model calls of processes that died, whatever service they were: what was reserved and never
 * settled, once its reservation has ended. Every replica looks; a reservation counts once.
 */
@ApplicationScoped
class RecordLostCalls {

    private static final Logger LOG = Logger.getLogger(RecordLostCalls.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Vertx vertx;
    private final Pool pool;
    private final Budget budget;
    private final RecordSpending recordSpending;
    private final TenantTransaction transaction;
    private final OwnContext ownContext;

    RecordLostCalls(
            Vertx vertx,
            Pool pool,
            Budget budget,
            RecordSpending recordSpending,
            TenantTransaction transaction,
            OwnContext ownContext) {
        this.vertx = vertx;
        this.pool = pool;
        this.budget = budget;
        this.recordSpending = recordSpending;
        this.transaction = transaction;
        this.ownContext = ownContext;
    }

    void start(@Observes StartupEvent started) {
        vertx.setPeriodic(
                PAUSE.toMillis(),
                timer -> record().subscribe()
                        .with(
                                done -> {},
                                failure -> LOG.warnf("Lost calls are looked for later: %s", failure.getMessage())));
    }

    Uni<Void> record() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        return pool.query("select tenant_id from tenant_ids()")
                .execute()
                .onItem()
                .transformToMulti(rows -> Multi.createFrom().iterable(rows))
                .map((Row row) -> row.getUUID("tenant_id"))
                .onItem()
                .transformToUniAndConcatenate(
                        // A reservation of last night ends today.
                        tenant -> record(tenant, today.minusDays(1)).chain(() -> record(tenant, today)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> record(UUID tenantId, LocalDate day) {
        return budget.lost(tenantId, day)
                .chain(lost -> lost.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : ownContext
                                .run(() -> transaction.run(tenantId, () -> record(tenantId, lost)))
                                .chain(() -> budget.recorded(tenantId, day, lost)));
    }

    private Uni<Void> record(UUID tenantId, List<Budget.Lost> lost) {
        return Multi.createFrom()
                .iterable(lost)
                .onItem()
                .transformToUniAndConcatenate(one -> recordSpending.record(spending(tenantId, one)))
                .collect()
                .last()
                .replaceWithVoid()
                .invoke(() -> LOG.warnf("%d model calls were never settled: their processes died", lost.size()));
    }

    private static Spending spending(UUID tenantId, Budget.Lost lost) {
        return new Spending(
                tenantId,
                lost.id(),
                lost.at(),
                Spending.Source.LOST,
                lost.id(),
                Optional.empty(),
                Optional.empty(),
                "",
                "",
                0,
                0,
                lost.microUsd());
    }
}
