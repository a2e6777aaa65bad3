package dev.spectrum.gateway.connections;

import dev.spectrum.gateway.connections.domain.Connection;
import dev.spectrum.platform.tenant.TenantTransaction;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * The tenants' connections in this process's memory, never with their credentials. What this process changes is forgotten at
 * once; what another one changed, after one question to the database a second.
 */
@ApplicationScoped
public class ConnectionMemory {

    private static final Logger LOG = Logger.getLogger(ConnectionMemory.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    /** More than clocks differ and transactions last. */
    private static final int LOOK_BACK_SECONDS = 60;

    private static final int MOST_TENANTS = 20_000;
    private static final int MOST_CONNECTIONS = 500;

    private final Vertx vertx;
    private final Pool pool;
    private final TenantTransaction transaction;
    private final Connections connections;
    private final Map<UUID, List<Connection>> known = new ConcurrentHashMap<>();
    private final AtomicLong forgotten = new AtomicLong();
    private final AtomicBoolean asking = new AtomicBoolean();

    ConnectionMemory(Vertx vertx, Pool pool, TenantTransaction transaction, Connections connections) {
        this.vertx = vertx;
        this.pool = pool;
        this.transaction = transaction;
        this.connections = connections;
    }

    void start(@Observes StartupEvent started) {
        vertx.setPeriodic(POLL.toMillis(), timer -> forgetWhatOthersChanged());
    }

    /** Outside of any transaction. The oldest first. */
    Uni<List<Connection>> of(UUID tenantId) {
        List<Connection> remembered = known.get(tenantId);
        return remembered == null ? read(tenantId) : Uni.createFrom().item(remembered);
    }

    /** To be called after the commit of a change. */
    public void forget(UUID tenantId) {
        forgotten.incrementAndGet();
        known.remove(tenantId);
    }

    private Uni<List<Connection>> read(UUID tenantId) {
        long before = forgotten.get();
        return transaction
                .run(tenantId, () -> connections.list(Optional.empty(), Optional.empty(), MOST_CONNECTIONS))
                .map(stored -> stored.stream().map(StoredConnection::connection).toList())
                .invoke(found -> remember(tenantId, found, before));
    }

    /** What was read while something changed may be older than the change: it is used once. */
    private void remember(UUID tenantId, List<Connection> found, long before) {
        if (known.size() >= MOST_TENANTS) {
            known.clear();
        }
        known.put(tenantId, found);
        if (forgotten.get() != before) {
            known.remove(tenantId, found);
        }
    }

    private void forgetWhatOthersChanged() {
        if (known.isEmpty() || !asking.compareAndSet(false, true)) {
            return;
        }
        pool.preparedQuery("select tenants_with_changed_connections(make_interval(secs => " + LOOK_BACK_SECONDS + "))")
                .execute()
                .onItemOrFailure()
                .invoke((rows, failure) -> asking.set(false))
                .subscribe()
                .with(this::forgetAll, failure -> {
                    // Nothing is known for sure now.
                    known.clear();
                    LOG.debugf("Connections are read from the database: %s", failure.getMessage());
                });
    }

    private void forgetAll(RowSet<io.vertx.mutiny.sqlclient.Row> tenants) {
        tenants.forEach(row -> forget(row.getUUID(0)));
    }
}
