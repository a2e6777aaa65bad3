package dev.spectrum.conversation.history.db;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** What history needs now and then, across tenants: partitions for the time to come, and an end of what is kept too long. */
@ApplicationScoped
class HistoryUpkeep {

    private static final Logger LOG = Logger.getLogger(HistoryUpkeep.class);

    private final Vertx vertx;
    private final Pool pool;

    HistoryUpkeep(Vertx vertx, Pool pool) {
        this.vertx = vertx;
        this.pool = pool;
    }

    void start(@Observes StartupEvent started) {
        look();
        vertx.setPeriodic(TimeUnit.HOURS.toMillis(1), timer -> look());
    }

    private void look() {
        pool.query("select make_history_partitions()")
                .execute()
                .chain(this::sweep)
                .chain(() ->
                        pool.query("select drop_empty_history_partitions()").execute())
                .subscribe()
                .with(done -> {}, failure -> LOG.warnf("History is kept in order later: %s", failure.getMessage()));
    }

    /** A bounded part in each transaction, until nothing is left. */
    private Uni<Void> sweep() {
        return pool.query("select sweep_history()")
                .execute()
                .map(rows -> rows.iterator().next().getLong(0))
                .chain(gone -> gone > 0 ? sweep() : Uni.createFrom().voidItem());
    }
}
