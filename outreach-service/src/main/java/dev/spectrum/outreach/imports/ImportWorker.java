package dev.spectrum.outreach.imports;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/** Looks for imports that wait, and works on some at a time. As many replicas as there are do the same. */
@ApplicationScoped
public class ImportWorker {

    private static final Logger LOG = Logger.getLogger(ImportWorker.class);
    private static final Duration SWEEP = Duration.ofHours(1);

    private final WaitingImports waiting;
    private final RunImport runImport;
    private final ImportsConfig config;
    private final Vertx vertx;
    private final AtomicInteger working = new AtomicInteger();
    private volatile boolean stopped;

    ImportWorker(WaitingImports waiting, RunImport runImport, ImportsConfig config, Vertx vertx) {
        this.waiting = waiting;
        this.runImport = runImport;
        this.config = config;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent started) {
        vertx.setPeriodic(config.poll().toMillis(), timer -> look());
        vertx.setPeriodic(
                SWEEP.toMillis(),
                timer -> waiting.sweep()
                        .subscribe()
                        .with(done -> {}, failure -> LOG.warnf("Old refusals stay for now: %s", failure.getMessage())));
    }

    void stop(@Observes ShutdownEvent stopping) {
        stopped = true;
    }

    /** Takes the next import if there is room, and goes on looking until there is none. Returns at once. */
    public void look() {
        if (stopped || working.incrementAndGet() > config.concurrency()) {
            working.decrementAndGet();
            return;
        }
        waiting.claim()
                .subscribe()
                .with(claimed -> claimed.ifPresentOrElse(this::begin, working::decrementAndGet), failure -> {
                    working.decrementAndGet();
                    LOG.warnf("Imports wait: %s", failure.getMessage());
                });
    }

    private void begin(WaitingImports.Claimed work) {
        Thread.ofVirtual().name("import " + work.importId()).start(() -> {
            try {
                runImport.run(work, () -> stopped);
            } finally {
                working.decrementAndGet();
                look();
            }
        });
        look();
    }
}
