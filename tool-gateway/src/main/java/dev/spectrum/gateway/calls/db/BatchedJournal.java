package dev.spectrum.gateway.calls.db;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.gateway.calls.Journal;
import dev.spectrum.platform.context.CallerContext;
import dev.spectrum.platform.outbox.EventBundle;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * Adds to the audit trail in batches: while one is being committed, what comes meanwhile gathers for the next, of whatever
 * tenant. So a commit is shared by as many calls as end while the one before it takes, and no call waits for a timer. Once
 * enough have gathered to be worth a statement, it is sent ahead: the database begins with it as soon as it can.
 */
@ApplicationScoped
class BatchedJournal implements Journal {

    private static final Logger LOG = Logger.getLogger(BatchedJournal.class);
    private static final int LARGEST_BATCH = 500;
    /** Far more than a commit takes: the connection has died. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int MORE_ATTEMPTS = 5;

    private static final int MOST_UNDER_WAY = 2;
    /** Half of what a commit costs does not depend on how many share it. */
    private static final int WORTH_SENDING_AHEAD = 5;

    private final Pool pool;
    private final BusyConnection connection;
    private final ObjectMapper json;
    private final EventBundle bundle;
    private final DistributionSummary sizes;
    // Both are touched under this object's lock: batches are sent in the order of their entries' places.
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private int underWay;

    BatchedJournal(Pool pool, ObjectMapper json, MeterRegistry metrics) {
        this.pool = pool;
        this.connection = new BusyConnection(pool);
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
        return CallerContext.returnTo(() -> Uni.createFrom().emitter(caller -> writeNext(new Waiting(entry, caller))));
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

    private synchronized void writeNext(Waiting another) {
        queue.add(another);
        writeNext();
    }

    private synchronized void writeNext() {
        boolean isTime =
                underWay == 0 ? !queue.isEmpty() : underWay < MOST_UNDER_WAY && queue.size() >= WORTH_SENDING_AHEAD;
        if (!isTime) {
            return;
        }
        underWay++;
        List<Waiting> batch = take();
        sizes.record(batch.size());
        write(batch, false)
                .onTermination()
                // Before the callers go on: the next batch is on its way while they do.
                .invoke(this::ended)
                .subscribe()
                .with(done -> tell(batch), failure -> writeApart(batch, failure));
    }

    private synchronized void ended() {
        underWay--;
        writeNext();
        if (underWay == 0) {
            connection.giveBack();
        }
    }

    /** Tenants in one order, as all replicas take them: two that lock the same ones never wait for each other. */
    private List<Waiting> take() {
        List<Waiting> batch = new ArrayList<>();
        while (!queue.isEmpty() && batch.size() < LARGEST_BATCH) {
            batch.add(queue.remove());
        }
        batch.sort(Comparator.comparing(Waiting::tenantId));
        return batch;
    }

    private Uni<Void> write(List<Waiting> batch, boolean again) {
        Tuple parameters = new AppendedBatch(batch.stream().map(Waiting::entry).toList()).parameters(bundle, again);
        // What has failed once may wait for long, and nothing should wait behind it.
        Uni<RowSet<Row>> written = again
                ? pool.preparedQuery(AppendedBatch.APPEND).execute(parameters)
                : connection.execute(AppendedBatch.APPEND, parameters);
        return written.ifNoItem()
                .after(PATIENCE)
                .fail()
                .onFailure(failure -> failure instanceof TimeoutException && !again)
                .invoke(connection::leave)
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
