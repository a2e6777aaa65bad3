package dev.spectrum.outreach.imports;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Ends imports whose process died: nobody else has the file, so they can't go on by themselves. */
@ApplicationScoped
class EndLostImports {

    private static final Logger LOG = Logger.getLogger(EndLostImports.class);

    private final Pool pool;

    EndLostImports(Pool pool) {
        this.pool = pool;
    }

    @Scheduled(every = "30s", delayed = "5s")
    Uni<Void> endLost() {
        return pool.query("select end_lost_imports()")
                .execute()
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
