package dev.spectrum.agent.runs;

import dev.spectrum.agent.runs.domain.Run;
import dev.spectrum.agent.runs.domain.RunFailure;
import dev.spectrum.agent.runs.domain.RunStatus;
import dev.spectrum.platform.context.OwnContext;
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
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Says that this process's runs are alive, stops those that were cancelled elsewhere, ends those whose process died, and
 * deletes what has been kept for long enough.
 */
@ApplicationScoped
class KeepRunsAlive {

    /** How long a run is taken to be alive after a sign of life. */
    static final Duration LEASE = Duration.ofSeconds(30);

    private static final Logger LOG = Logger.getLogger(KeepRunsAlive.class);
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(5);
    private static final Duration LOOK_FOR_LOST = Duration.ofSeconds(10);
    private static final Duration SWEEP = Duration.ofHours(1);

    private final Vertx vertx;
    private final Pool pool;
    private final TenantTransaction transaction;
    private final OwnContext ownContext;
    private final Runs runs;
    private final EndRun endRun;
    private final LiveRuns live;

    KeepRunsAlive(
            Vertx vertx,
            Pool pool,
            TenantTransaction transaction,
            OwnContext ownContext,
            Runs runs,
            EndRun endRun,
            LiveRuns live) {
        this.vertx = vertx;
        this.pool = pool;
        this.transaction = transaction;
        this.ownContext = ownContext;
        this.runs = runs;
        this.endRun = endRun;
        this.live = live;
    }

    void start(@Observes StartupEvent started) {
        every(SIGN_OF_LIFE, this::giveSignsOfLife);
        every(LOOK_FOR_LOST, this::endLost);
        every(SWEEP, this::sweep);
    }

    private void every(Duration pause, java.util.function.Supplier<Uni<Void>> work) {
        vertx.setPeriodic(
                pause.toMillis(),
                timer -> work.get()
                        .subscribe()
                        .with(
                                done -> {},
                                failure -> LOG.warnf("Runs are looked after later: %s", failure.getMessage())));
    }

    private Uni<Void> giveSignsOfLife() {
        return Multi.createFrom()
                .iterable(live.all().entrySet())
                .onItem()
                .transformToUniAndConcatenate(tenant -> giveSignsOfLife(tenant.getKey(), tenant.getValue()))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<List<UUID>> giveSignsOfLife(UUID tenantId, List<UUID> mine) {
        return ownContext
                .run(() -> transaction.run(tenantId, () -> runs.stillRunning(mine, LEASE)))
                .invoke(wanted -> live.keepOnly(mine, wanted));
    }

    Uni<Void> endLost() {
        return pool.query("select tenant_id, id from lost_runs()")
                .execute()
                .onItem()
                .transformToMulti(rows -> Multi.createFrom().iterable(rows))
                .onItem()
                .transformToUniAndConcatenate(this::endLost)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Run> endLost(Row row) {
        return ownContext.run(() -> transaction.run(
                row.getUUID("tenant_id"),
                () -> runs.lockLost(row.getUUID("id"))
                        .chain(lost -> lost.map(this::endLost)
                                .orElseGet(() -> Uni.createFrom().nullItem()))));
    }

    private Uni<Run> endLost(Run run) {
        return runs.endTasksOfLost(run)
                .chain(used ->
                        endRun.keep(EndRun.of(run, RunStatus.FAILED, null, Optional.of(RunFailure.INTERRUPTED), used)));
    }

    Uni<Void> sweep() {
        return pool.query("select sweep_runs()").execute().replaceWithVoid();
    }
}
