package dev.spectrum.gateway.calls.db;

import dev.spectrum.gateway.calls.CallsConfig;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** What the audit trail needs now and then, across tenants: partitions for the time to come, and its heads told. */
@ApplicationScoped
class AuditUpkeep {

    private static final Logger LOG = Logger.getLogger(AuditUpkeep.class);
    private static final int HEADS_AT_ONCE = 500;

    private final Vertx vertx;
    private final Pool pool;
    private final CallsConfig config;
    private final AtomicBoolean telling = new AtomicBoolean();

    AuditUpkeep(Vertx vertx, Pool pool, CallsConfig config) {
        this.vertx = vertx;
        this.pool = pool;
        this.config = config;
    }

    void start(@Observes StartupEvent started) {
        makePartitions();
        vertx.setPeriodic(TimeUnit.HOURS.toMillis(1), timer -> makePartitions());
        vertx.setPeriodic(config.headsToldEvery().toMillis(), timer -> tellHeads());
    }

    private void makePartitions() {
        run("select make_tool_call_partitions()")
                .subscribe()
                .with(done -> {}, failure -> LOG.warnf("Partitions are made an hour later: %s", failure.getMessage()));
    }

    private void tellHeads() {
        if (telling.compareAndSet(false, true)) {
            tellMoreHeads()
                    .onTermination()
                    .invoke(() -> telling.set(false))
                    .subscribe()
                    .with(done -> {}, failure -> LOG.warnf("Heads are told later: %s", failure.getMessage()));
        }
    }

    private Uni<Integer> tellMoreHeads() {
        return run("select tell_tool_call_heads(" + HEADS_AT_ONCE + ")")
                .map(rows -> rows.iterator().next().getInteger(0))
                .chain(told -> told == HEADS_AT_ONCE
                        ? tellMoreHeads()
                        : Uni.createFrom().item(told));
    }

    private Uni<RowSet<Row>> run(String sql) {
        return pool.query(sql).execute();
    }
}
