package dev.spectrum.gateway.connections;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.gateway.connections.ConnectionEvents.Cause;
import dev.spectrum.gateway.connections.domain.Connection;
import dev.spectrum.gateway.connections.domain.Status;
import dev.spectrum.gateway.connections.vault.Sealed;
import dev.spectrum.gateway.connections.vault.Vault;
import dev.spectrum.platform.tenant.TenantTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

@ApplicationScoped
class KeptCredentials implements Credentials {

    private static final Duration USE_NOTED_EVERY = Duration.ofMinutes(1);
    private static final int MOST_NOTED = 100_000;

    private final TenantTransaction transaction;
    private final Connections connections;
    private final ConnectionMemory memory;
    private final Vault vault;
    private final Health health;
    private final Map<UUID, Use> noted = new ConcurrentHashMap<>();

    /** @param version of the connection: that older credentials worked says nothing of those that a refresh gave */
    private record Use(long version, Instant at) {

        boolean isAsGoodAs(Connection connection, Instant now) {
            return version >= connection.version() && at.plus(USE_NOTED_EVERY).isAfter(now);
        }
    }

    KeptCredentials(
            TenantTransaction transaction,
            Connections connections,
            ConnectionMemory memory,
            Vault vault,
            Health health) {
        this.transaction = transaction;
        this.connections = connections;
        this.memory = memory;
        this.vault = vault;
        this.health = health;
    }

    @Override
    public Uni<List<Connection>> active(UUID tenantId) {
        return memory.of(tenantId);
    }

    @Override
    public Uni<ObjectNode> reveal(Connection connection) {
        return transaction
                .run(connection.tenantId(), () -> connections.credentials(connection.id()))
                .map(kept -> open(connection, kept));
    }

    @Override
    public Uni<Boolean> refreshed(Connection connection, ObjectNode credentials) {
        Sealed sealed = vault.seal(connection.tenantId(), connection.id(), credentials);
        return transaction
                .run(
                        connection.tenantId(),
                        () -> connections
                                .lock(connection.id())
                                .chain(now -> stillIts(connection, now)
                                        ? connections
                                                .replaceCredentials(
                                                        connection.id(), sealed, Expiry.of(credentials), false)
                                                .replaceWith(true)
                                        : Uni.createFrom().item(false)))
                .invoke(kept -> memory.forget(connection.tenantId()));
    }

    @Override
    public Uni<Void> worked(Connection connection) {
        Instant now = Instant.now();
        Use before = noted.get(connection.id());
        if (before != null && before.isAsGoodAs(connection, now)) {
            return Uni.createFrom().voidItem();
        }
        if (noted.size() >= MOST_NOTED) {
            noted.clear();
        }
        noted.put(connection.id(), new Use(connection.version(), now));
        return transaction.run(
                connection.tenantId(),
                () -> connections
                        .lock(connection.id())
                        .chain(locked -> locked.isEmpty()
                                ? Uni.createFrom().voidItem()
                                : connections.used(connection.id(), now).chain(() -> heal(connection, locked.get()))));
    }

    @Override
    public Uni<Void> failing(Connection connection, String reason) {
        noted.remove(connection.id());
        return transaction.run(
                connection.tenantId(),
                () -> connections
                        .lock(connection.id())
                        .chain(locked -> stillIts(connection, locked)
                                        && locked.orElseThrow().status() != Status.FAILING
                                ? fail(locked.orElseThrow(), reason)
                                : Uni.createFrom().voidItem()));
    }

    private Uni<Void> heal(Connection used, StoredConnection locked) {
        return locked.status() != Status.WORKING && stillIts(used, Optional.of(locked))
                ? health.works(locked, Optional.empty()).replaceWithVoid()
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> fail(StoredConnection locked, String reason) {
        Connection connection = locked.connection();
        return connections
                .credentials(connection.id())
                .map(kept -> Redaction.of(open(connection, kept)).line(reason))
                .chain(clean -> health.fails(locked, Cause.REFUSED, clean, Optional.empty()))
                .replaceWithVoid();
    }

    /** Whether the connection as somebody knows it has the credentials that are there now. */
    private static boolean stillIts(Connection known, Optional<StoredConnection> now) {
        return now.isPresent() && now.get().credentialsVersion() <= known.version();
    }

    private ObjectNode open(Connection connection, Optional<Sealed> sealed) {
        return vault.open(connection.tenantId(), connection.id(), sealed.orElseThrow(Gone::new));
    }
}
