package dev.spectrum.outreach.texts;

import dev.spectrum.outreach.texts.WantedTexts.Wanted;
import dev.spectrum.platform.context.OwnContext;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/** Looks for touches that wait for their text. Every replica does; the database sees to it that no two have the same. */
@ApplicationScoped
class TextWorker {

    private static final Logger LOG = Logger.getLogger(TextWorker.class);

    private final WantedTexts wanted;
    private final WriteText writeText;
    private final TextsConfig config;
    private final OwnContext ownContext;
    private final Vertx vertx;
    private final AtomicInteger writing = new AtomicInteger();
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile boolean stopped;

    TextWorker(WantedTexts wanted, WriteText writeText, TextsConfig config, OwnContext ownContext, Vertx vertx) {
        this.wanted = wanted;
        this.writeText = writeText;
        this.config = config;
        this.ownContext = ownContext;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent started) {
        if (config.enabled()) {
            vertx.setPeriodic(config.poll().toMillis(), timer -> look());
        }
    }

    /** What is being written is left to its lease. */
    void stop(@Observes ShutdownEvent stopping) {
        stopped = true;
    }

    /** Begins to have written what waits, as far as there are places. Returns at once. */
    void look() {
        int free = config.concurrency() - writing.get();
        if (!stopped && free > 0 && looking.compareAndSet(false, true)) {
            wanted.take(free, config.lease())
                    .onFailure()
                    .invoke(failure -> LOG.warnf("Texts wait to be written: %s", failure.getMessage()))
                    .onFailure()
                    .recoverWithItem(List.of())
                    .subscribe()
                    .with(found -> {
                        found.forEach(this::write);
                        looking.set(false);
                    });
        }
    }

    private void write(Wanted one) {
        writing.incrementAndGet();
        ownContext
                .run(() -> writeText.write(one.tenantId(), one.touchId()))
                .onFailure()
                .invoke(failure -> LOG.errorf(failure, "The text of touch %s is left to its lease", one.touchId()))
                .onFailure()
                .recoverWithUni(() -> Uni.createFrom().voidItem())
                .subscribe()
                .with(done -> writing.decrementAndGet());
    }

    /** Whether nothing is being written. */
    boolean isQuiet() {
        return !looking.get() && writing.get() == 0;
    }
}
