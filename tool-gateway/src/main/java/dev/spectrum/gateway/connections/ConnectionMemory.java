package dev.spectrum.gateway.connections;

import dev.spectrum.gateway.connections.domain.Connection;
import dev.spectrum.gateway.tools.TenantMemory;
import dev.spectrum.platform.tenant.TenantTransaction;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The tenants' connections in this process's memory, never with their credentials. */
@ApplicationScoped
public class ConnectionMemory {

    private static final int MOST_OF_A_TENANT = 500;
    private static final int MOST_IN_ALL = 200_000;

    private final TenantTransaction transaction;
    private final Connections connections;
    private final TenantMemory<List<Connection>> memory;

    ConnectionMemory(Vertx vertx, Pool pool, TenantTransaction transaction, Connections connections) {
        this.transaction = transaction;
        this.connections = connections;
        this.memory =
                new TenantMemory<>(vertx, pool, "select tenants_with_changed_connections()", this::read, MOST_IN_ALL);
    }

    void start(@Observes StartupEvent started) {
        memory.watch();
    }

    /** Outside of any transaction. The oldest first. */
    Uni<List<Connection>> of(UUID tenantId) {
        return memory.of(tenantId);
    }

    /** To be called after the commit of a change. */
    public void forget(UUID tenantId) {
        memory.forget(tenantId);
    }

    private Uni<List<Connection>> read(UUID tenantId) {
        return transaction
                .run(tenantId, () -> connections.list(Optional.empty(), Optional.empty(), MOST_OF_A_TENANT))
                .map(stored -> stored.stream().map(StoredConnection::connection).toList());
    }
}
