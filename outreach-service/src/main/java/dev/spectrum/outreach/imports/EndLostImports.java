package dev.spectrum.outreach.imports;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Ends imports whose process died: nobody else has the file, so they can't go on by themselves. */
@ApplicationScoped
class EndLostImports {

    private static final Logger LOG = Logger.getLogger(EndLostImports.class);
    private static final String REASON =
            "The process that read the file ended. What it had read is in; import the file again to go on.";

    private final Pool pool;
    private final ImportsConfig config;

    EndLostImports(Pool pool, ImportsConfig config) {
        this.pool = pool;
        this.config = config;
    }

    @Scheduled(every = "30s", delayed = "5s")
    Uni<Void> endLost() {
        return pool.preparedQuery("select end_lost_imports(make_interval(secs => $1), $2)")
                .execute(Tuple.of((double) config.patience().toSeconds(), REASON))
                .map(rows -> rows.iterator().next().getLong(0))
                .invoke(ended -> {
                    if (ended > 0) {
                        LOG.warnf("%d imports were lost with their process", ended);
                    }
                })
                .onFailure()
                .invoke(failure -> LOG.warnf("Lost imports were not looked for: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }
}
