package dev.spectrum.gateway.calls.db;

import dev.spectrum.gateway.calls.Journal;
import dev.spectrum.platform.context.CallerContext;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
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
    private final EntryWriter writer;
    private final DistributionSummary sizes;
    private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean writing = new AtomicBoolean();

    BatchedJournal(Pool pool, EntryWriter writer, MeterRegistry metrics) {
        this.pool = pool;
        this.writer = writer;
        this.sizes = metrics.summary("spectrum.calls.batch");
    }

    private record Waiting(Journal.Record record, String json, UniEmitter<? super Void> caller) {

        UUID tenantId() {
            return record.entry().tenantId();
        }
    }

    @Override
    public Uni<Void> append(Journal.Record record) {
        String json = writer.write(record);
        return CallerContext.returnTo(() -> Uni.createFrom().emitter(caller -> {
            queue.add(new Waiting(record, json, caller));
            writeNext();
        }));
    }

    @Override
    public Uni<Void> appendInTransaction(Journal.Record record) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select append_tool_calls(cast(cast(?1 as text) as json), true)", Integer.class)
                        .setParameter(1, "[" + writer.write(record) + "]")
                        .getSingleResult())
                .replaceWithVoid();
    }

    private void writeNext() {
        if (queue.isEmpty() || !writing.compareAndSet(false, true)) {
            return;
        }
        List<Waiting> batch = take();
        if (batch.isEmpty()) {
            writing.set(false);
            return;
        }
        sizes.record(batch.size());
        write(batch, false)
                .onItemOrFailure()
                .invoke((done, failure) -> {
                    writing.set(false);
                    // Before the callers go on: the next batch is on its way while they do.
                    writeNext();
                })
                .subscribe()
                .with(
                        done -> batch.forEach(waiting -> waiting.caller().complete(null)),
                        failure -> apart(batch, failure));
    }

    private List<Waiting> take() {
        List<Waiting> batch = new ArrayList<>();
        Waiting next = queue.poll();
        while (next != null) {
            batch.add(next);
            next = batch.size() < LARGEST_BATCH ? queue.poll() : null;
        }
        return batch;
    }

    private Uni<Void> write(List<Waiting> batch, boolean again) {
        String entries = batch.stream().map(Waiting::json).collect(Collectors.joining(",", "[", "]"));
        return pool.preparedQuery("select append_tool_calls($1::text::json, $2)")
                .execute(Tuple.of(entries, again))
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .replaceWithVoid();
    }

    /** Each tenant's by themselves, so that what is wrong with one of them is no other's trouble. */
    private void apart(List<Waiting> batch, Throwable failure) {
        LOG.warnf("%d entries of the audit trail are written again: %s", batch.size(), failure.getMessage());
        Map<UUID, List<Waiting>> byTenant = batch.stream().collect(Collectors.groupingBy(Waiting::tenantId));
        byTenant.values()
                .forEach(entries -> write(entries, true)
                        .onFailure()
                        .retry()
                        .withBackOff(Duration.ofMillis(200), Duration.ofSeconds(2))
                        .atMost(MORE_ATTEMPTS)
                        .subscribe()
                        .with(
                                done -> entries.forEach(
                                        waiting -> waiting.caller().complete(null)),
                                last -> lose(entries, last)));
    }

    /** Whoever asked is told that something went wrong; what is known of the call is at least in the log. */
    private static void lose(List<Waiting> entries, Throwable failure) {
        entries.forEach(waiting -> {
            var entry = waiting.record().entry();
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
}
