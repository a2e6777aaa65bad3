package dev.spectrum.gateway.connections;

import dev.spectrum.gateway.connections.ConnectionEvents.Cause;
import dev.spectrum.gateway.connections.domain.Status;
import dev.spectrum.platform.tenant.TenantTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Finds, across tenants, credentials that have expired as they said they would, before a call has to fail for it. */
@ApplicationScoped
class ExpirySweep {

    private static final Logger LOG = Logger.getLogger(ExpirySweep.class);
    private static final Duration EVERY = Duration.ofSeconds(30);
    private static final int AT_ONCE = 200;

    private final Vertx vertx;
    private final Pool pool;
    private final TenantTransaction transaction;
    private final Connections connections;
    private final Health health;

    ExpirySweep(Vertx vertx, Pool pool, TenantTransaction transaction, Connections connections, Health health) {
        this.vertx = vertx;
        this.pool = pool;
        this.transaction = transaction;
        this.connections = connections;
        this.health = health;
    }

    void start(@Observes StartupEvent started) {
        vertx.setPeriodic(
                EVERY.toMillis(),
                timer -> run().subscribe()
                        .with(done -> {}, failure -> LOG.warnf("Expiry is looked at later: %s", failure.getMessage())));
    }

    /** On a context of its own, as a database session needs one. */
    Uni<Void> run() {
        return Uni.createFrom().emitter(result -> {
            Context own = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
            VertxContextSafetyToggle.setContextSafe(own, true);
            own.runOnContext(ignored -> sweep().subscribe().with(result::complete, result::fail));
        });
    }

    private Uni<Void> sweep() {
        return pool.preparedQuery("select tenant_id, id from expired_connections($1)")
                .execute(Tuple.of(AT_ONCE))
                .onItem()
                .transformToMulti(rows -> Multi.createFrom().iterable(rows))
                .onItem()
                .transformToUniAndConcatenate(this::expire)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<StoredConnection> expire(Row row) {
        UUID id = row.getUUID("id");
        return transaction.run(
                row.getUUID("tenant_id"),
                () -> connections
                        .lock(id)
                        .chain(locked -> locked.filter(ExpirySweep::hasExpired)
                                .map(expired -> health.fails(
                                        expired,
                                        Cause.EXPIRED,
                                        "The credentials expired at "
                                                + expired.expiresAt().orElseThrow() + ".",
                                        Optional.empty()))
                                .orElseGet(() -> Uni.createFrom().nullItem())));
    }

    private static boolean hasExpired(StoredConnection stored) {
        return stored.status() != Status.FAILING
                && stored.expiresAt().filter(end -> !end.isAfter(Instant.now())).isPresent();
    }
}
