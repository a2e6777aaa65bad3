package dev.spectrum.gateway.calls.db;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.gateway.calls.Journal;
import dev.spectrum.platform.context.CallerContext;
import dev.spectrum.platform.outbox.EventBundle;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * Adds to the audit trail in batches: while one is being committed, what comes meanwhile gathers for the next, of whatever
 * tenant. So a commit is shared by as many calls as end while the one before it takes, and no call waits for a timer.
 */
@ApplicationScoped
class BatchedJournal implements Journal {

    private static final Logger LOG = Logger.getLogger(BatchedJournal.class);
    private static final int LARGEST_BATCH = 500;
    /** Far more than a commit takes: the connection has died. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int MORE_ATTEMPTS = 5;

    private final Pool pool;
    private final ObjectMapper json;
    private final EventBundle bundle;
    private final DistributionSummary sizes;
    private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean writing = new AtomicBoolean();

    BatchedJournal(Pool pool, ObjectMapper json, MeterRegistry metrics) {
        this.pool = pool;
        this.json = json;
        this.bundle = new EventBundle(json);
        this.sizes = metrics.summary("spectrum.calls.batch");
    }

    private record Waiting(AppendedEntry entry, UniEmitter<? super Void> caller) {

        UUID tenantId() {
            return entry.tenantId();
        }
    }

    @Override
    public Uni<Void> append(Journal.Record record) {
        AppendedEntry entry = AppendedEntry.of(record, this::write);
        return CallerContext.returnTo(() -> Uni.createFrom().emitter(caller -> {
            queue.add(new Waiting(entry, caller));
            writeNext();
        }));
    }

    @Override
    public Uni<Void> appendInTransaction(Journal.Record record) {
        OneEntry entry = new OneEntry(AppendedEntry.of(record, this::write));
        return Panache.getSession()
                .chain(session -> {
                    Mutiny.SelectionQuery<Integer> append = session.createNativeQuery(OneEntry.APPEND, Integer.class);
                    entry.bindTo(append, bundle);
                    return append.getSingleResult();
                })
                .replaceWithVoid();
    }

    private void writeNext() {
        if (queue.isEmpty() || !writing.compareAndSet(false, true)) {
            return;
        }
        List<Waiting> batch = take();
        sizes.record(batch.size());
        write(batch, false)
                .onTermination()
                .invoke(() -> {
                    writing.set(false);
                    // Before the callers go on: the next batch is on its way while they do.
                    writeNext();
                })
                .subscribe()
                .with(done -> tell(batch), failure -> writeApart(batch, failure));
    }

    /** Tenants in one order, as all replicas take them: two that lock the same ones never wait for each other. */
    private List<Waiting> take() {
        List<Waiting> batch = new ArrayList<>();
        Waiting next = queue.poll();
        while (next != null) {
            batch.add(next);
            next = batch.size() < LARGEST_BATCH ? queue.poll() : null;
        }
        batch.sort(Comparator.comparing(Waiting::tenantId));
        return batch;
    }

    private Uni<Void> write(List<Waiting> batch, boolean again) {
        AppendedBatch entries =
                new AppendedBatch(batch.stream().map(Waiting::entry).toList());
        return pool.preparedQuery(AppendedBatch.APPEND)
                .execute(entries.parameters(bundle, again))
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .replaceWithVoid();
    }

    private static void tell(List<Waiting> batch) {
        batch.forEach(waiting -> waiting.caller().complete(null));
    }

    /** Each tenant's by themselves, so that what is wrong with one of them is no other's trouble. */
    private void writeApart(List<Waiting> batch, Throwable failure) {
        LOG.warnf("%d entries of the audit trail are written again: %s", batch.size(), failure);
        batch.stream()
                .collect(Collectors.groupingBy(Waiting::tenantId))
                .values()
                .forEach(ofTenant -> write(ofTenant, true)
                        .onFailure()
                        .retry()
                        .withBackOff(Duration.ofMillis(200), Duration.ofSeconds(2))
                        .atMost(MORE_ATTEMPTS)
                        .subscribe()
                        .with(done -> tell(ofTenant), last -> lose(ofTenant, last)));
    }

    /** Whoever asked is told that something went wrong; what is known of the call is at least in the log. */
    private static void lose(List<Waiting> batch, Throwable failure) {
        batch.forEach(waiting -> {
            var entry = waiting.entry().entry();
            LOG.errorf(
                    failure,
                    "Not recorded: call %s of %s by %s, %s",
                    entry.callId(),
                    entry.tool(),
                    entry.caller(),
                    entry.outcome());
            waiting.caller().fail(failure);
        });
    }

    private String write(Object event) {
        try {
            return json.writeValueAsString(event);
        } catch (JsonProcessingException notSerialisable) {
            throw new IllegalArgumentException("An event's data must be JSON", notSerialisable);
        }
    }
}
