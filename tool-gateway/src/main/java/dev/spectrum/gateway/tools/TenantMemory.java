package dev.spectrum.gateway.tools;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.util.Collection;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * What each tenant has of something that seldom changes, in this process's memory. What this process changes is forgotten at
 * once; what another one changed, after one question to the database a second, however many tenants there are.
 *
 * @param <T> a tenant's
 */
public final class TenantMemory<T extends Collection<?>> {

    private static final Logger LOG = Logger.getLogger(TenantMemory.class);
    private static final Duration POLL = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final Pool pool;
    private final String changedTenants;
    private final Function<UUID, Uni<T>> read;
    private final Cache<UUID, T> known;
    private final AtomicLong forgotten = new AtomicLong();
    private final AtomicBoolean asking = new AtomicBoolean();

    /**
     * @param changedTenants a query for the tenants whose part has changed lately: in a longer time than clocks differ and
     *     transactions last
     * @param read a tenant's part, from the database
     * @param most how many elements of all tenants together are kept
     */
    public TenantMemory(Vertx vertx, Pool pool, String changedTenants, Function<UUID, Uni<T>> read, long most) {
        this.vertx = vertx;
        this.pool = pool;
        this.changedTenants = changedTenants;
        this.read = read;
        this.known = Caffeine.newBuilder()
                .executor(Runnable::run)
                .maximumWeight(most)
                .<UUID, T>weigher((tenant, part) -> 1 + part.size())
                .build();
    }

    /** To be called once. */
    public void watch() {
        vertx.setPeriodic(POLL.toMillis(), timer -> forgetWhatOthersChanged());
    }

    /** Outside of any transaction. */
    public Uni<T> of(UUID tenantId) {
        T remembered = known.getIfPresent(tenantId);
        return remembered == null ? readAndRemember(tenantId) : Uni.createFrom().item(remembered);
    }

    /** To be called after the commit of a change. */
    public void forget(UUID tenantId) {
        forgotten.incrementAndGet();
        known.invalidate(tenantId);
    }

    /** What was read while something changed may be older than the change: it is used once. */
    private Uni<T> readAndRemember(UUID tenantId) {
        long before = forgotten.get();
        return read.apply(tenantId).invoke(found -> {
            known.put(tenantId, found);
            if (forgotten.get() != before) {
                known.asMap().remove(tenantId, found);
            }
        });
    }

    private void forgetWhatOthersChanged() {
        if (known.estimatedSize() == 0 || !asking.compareAndSet(false, true)) {
            return;
        }
        pool.preparedQuery(changedTenants)
                .execute()
                .onItemOrFailure()
                .invoke((rows, failure) -> asking.set(false))
                .subscribe()
                .with(rows -> rows.forEach(row -> forget(row.getUUID(0))), failure -> {
                    // Nothing is known for sure now.
                    forgotten.incrementAndGet();
                    known.invalidateAll();
                    LOG.debugf("What is kept in memory is read from the database: %s", failure.getMessage());
                });
    }
}
