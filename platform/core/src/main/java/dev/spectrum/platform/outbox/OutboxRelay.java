package dev.spectrum.platform.outbox;

import static java.util.concurrent.TimeUnit.HOURS;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Publishes what the outbox holds, in order per tenant and aggregate, and deletes what Kafka acknowledged. One replica's
 * relay works at a time (an advisory lock for the length of a batch). A relay that dies in mid-batch leaves its rows: they
 * are published again, and consumers know them by their ids.
 */
@ApplicationScoped
public class OutboxRelay {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final int BATCH = 500;
    /** How soon an event is found whose nudge was lost with its replica; also the pause after a failure. */
    private static final Duration POLL = Duration.ofMillis(250);
    /** After a batch: what is written meanwhile shares the next. An event that finds the relay at rest does not wait. */
    private static final Duration GATHER = Duration.ofMillis(20);

    private final Vertx vertx;
    private final Pool pool;
    private final EventPublisher publisher;
    private final EventBundle bundle;
    private final MeterRegistry metrics;
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicBoolean nudged = new AtomicBoolean();
    private volatile boolean stopped;
    private volatile boolean failing;

    OutboxRelay(Vertx vertx, Pool pool, EventPublisher publisher, ObjectMapper json, MeterRegistry metrics) {
        this.vertx = vertx;
        this.pool = pool;
        this.publisher = publisher;
        this.bundle = new EventBundle(json);
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent started) {
        vertx.setPeriodic(POLL.toMillis(), timer -> runOnce());
        vertx.setPeriodic(HOURS.toMillis(1), timer -> sweep());
    }

    void stop(@Observes ShutdownEvent stopping) {
        stopped = true;
    }

    /** To be called after a commit: publishes at once what the request wrote. */
    public void nudgeIfWritten() {
        Context context = Vertx.currentContext();
        if (context != null && context.removeLocal(Outbox.WRITTEN)) {
            nudge();
        }
    }

    /** To be called after a commit that wrote events: publishes them at once. */
    public void nudge() {
        if (!nudged.getAndSet(true)) {
            vertx.runOnContext(ignored -> runOnce());
        }
    }

    private void runOnce() {
        if (stopped || !running.compareAndSet(false, true)) {
            return;
        }
        nudged.set(false);
        relayBatch().subscribe().with(this::batchDone, this::batchFailed);
    }

    private void batchDone(int published) {
        if (failing) {
            failing = false;
            LOG.info("Events are published again");
        }
        metrics.counter("spectrum.outbox.published").increment(published);
        if (published >= BATCH) {
            running.set(false);
            vertx.runOnContext(ignored -> runOnce());
        } else if (published > 0) {
            vertx.setTimer(GATHER.toMillis(), ignored -> rest());
        } else {
            rest();
        }
    }

    private void rest() {
        running.set(false);
        if (nudged.get()) {
            runOnce();
        }
    }

    private void batchFailed(Throwable failure) {
        if (!failing) {
            failing = true;
            LOG.warnf("Events wait in the outbox: %s", failure.getMessage());
        }
        metrics.counter("spectrum.outbox.failures").increment();
        running.set(false);
    }

    private Uni<Integer> relayBatch() {
        return pool.withTransaction(connection -> {
                    WaitingEvents waiting = new WaitingEvents(connection, bundle);
                    return waiting.oldest(BATCH).chain(publisher::publish).call(done -> waiting.delete(done.events()));
                })
                // Past the commit: what was published stays deleted even if the rest of the batch failed.
                .map(PublishedBatch::countOrThrow);
    }

    private void sweep() {
        pool.query("select sweep_repeats()")
                .execute()
                .subscribe()
                .with(done -> {}, failure -> LOG.warnf("Old inbox entries stay for now: %s", failure.getMessage()));
    }
}
