package dev.spectrum.gateway.upstreams;

import dev.spectrum.gateway.tools.OwnContext;
import dev.spectrum.platform.tenant.TenantTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Refreshes upstreams when they are due, whichever replica comes first. */
@ApplicationScoped
class RefreshDue {

    private static final Logger LOG = Logger.getLogger(RefreshDue.class);
    private static final int BATCH = 16;

    private final Vertx vertx;
    private final Pool pool;
    private final TenantTransaction transaction;
    private final Upstreams upstreams;
    private final RefreshUpstream refreshUpstream;
    private final UpstreamsConfig config;
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile boolean stopped;

    RefreshDue(
            Vertx vertx,
            Pool pool,
            TenantTransaction transaction,
            Upstreams upstreams,
            RefreshUpstream refreshUpstream,
            UpstreamsConfig config) {
        this.vertx = vertx;
        this.pool = pool;
        this.transaction = transaction;
        this.upstreams = upstreams;
        this.refreshUpstream = refreshUpstream;
        this.config = config;
    }

    private record Due(UUID tenantId, UUID upstreamId) {}

    void start(@Observes StartupEvent started) {
        vertx.setPeriodic(config.dueLookedForEvery().toMillis(), timer -> runOnce());
    }

    void stop(@Observes ShutdownEvent stopping) {
        stopped = true;
    }

    private void runOnce() {
        if (stopped || !running.compareAndSet(false, true)) {
            return;
        }
        claim().onItem()
                .transformToMulti(due -> Multi.createFrom().iterable(due))
                .onItem()
                .transformToUni(due -> OwnContext.run(vertx, () -> refresh(due)))
                .merge(BATCH)
                .collect()
                .asList()
                .onTermination()
                .invoke(() -> running.set(false))
                .subscribe()
                .with(
                        done -> {},
                        failure -> LOG.warnf("Upstreams are not refreshed for now: %s", failure.getMessage()));
    }

    /** Due again by itself, in case that this replica dies. */
    private Uni<List<Due>> claim() {
        return pool.preparedQuery("select tenant_id, upstream_id from claim_due_upstreams($1)")
                .execute(Tuple.of(BATCH))
                .map(rows -> rows.stream()
                        .map(row -> new Due(row.getUUID("tenant_id"), row.getUUID("upstream_id")))
                        .toList());
    }

    /** One that fails takes no other along. */
    private Uni<Void> refresh(Due due) {
        return transaction
                .run(due.tenantId(), () -> upstreams.find(due.upstreamId()))
                .chain(found -> found.map(refreshUpstream::refresh)
                        .orElseGet(() -> Uni.createFrom().voidItem()))
                .onFailure()
                .invoke(failure -> LOG.warnf("Upstream %s was not refreshed: %s", due.upstreamId(), failure))
                .onFailure()
                .recoverWithNull();
    }
}
