package dev.spectrum.gateway.calls.db;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Forgets, across tenants, what no repeat can come for any more, and results that were kept for their time. */
@ApplicationScoped
class LedgerSweep {

    private static final Logger LOG = Logger.getLogger(LedgerSweep.class);

    private final Vertx vertx;
    private final Pool pool;

    LedgerSweep(Vertx vertx, Pool pool) {
        this.vertx = vertx;
        this.pool = pool;
    }

    void start(@Observes StartupEvent started) {
        vertx.setPeriodic(TimeUnit.HOURS.toMillis(1), timer -> sweep());
    }

    private void sweep() {
        pool.query("select sweep_call_ledger(), sweep_call_results()")
                .execute()
                .subscribe()
                .with(done -> {}, failure -> LOG.warnf("Old repeats and results stay: %s", failure.getMessage()));
    }
}
