package dev.spectrum.conversation.erasure;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Goes on with erasures that their request did not end. */
@ApplicationScoped
class KeepErasing {

    private static final Logger LOG = Logger.getLogger(KeepErasing.class);
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final EraseUsers eraseUsers;
    private final AtomicBoolean working = new AtomicBoolean();

    KeepErasing(Vertx vertx, EraseUsers eraseUsers) {
        this.vertx = vertx;
        this.eraseUsers = eraseUsers;
    }

    void start(@Observes StartupEvent started) {
        vertx.setPeriodic(PAUSE.toMillis(), timer -> goOn());
    }

    private void goOn() {
        if (working.compareAndSet(false, true)) {
            eraseUsers
                    .work()
                    .onTermination()
                    .invoke(() -> working.set(false))
                    .subscribe()
                    .with(done -> {}, failure -> LOG.warnf("Users are forgotten later: %s", failure.getMessage()));
        }
    }
}
