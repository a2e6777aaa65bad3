package dev.spectrum.gateway.connections;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.gateway.connections.ConnectionEvents.Cause;
import dev.spectrum.gateway.connections.domain.Connection;
import dev.spectrum.gateway.connections.domain.Status;
import dev.spectrum.gateway.connections.vault.Sealed;
import dev.spectrum.gateway.connections.vault.Vault;
import dev.spectrum.platform.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What a person does to a connection, in the tenant's transaction; told as {@code connection.changed}. */
@ApplicationScoped
public class EditConnection {

    private final Connections connections;
    private final Vault vault;
    private final Health health;
    private final Outbox outbox;

    EditConnection(Connections connections, Vault vault, Health health, Outbox outbox) {
        this.connections = connections;
        this.vault = vault;
        this.health = health;
        this.outbox = outbox;
    }

    /** Fails with {@link NameTaken}. */
    public Uni<StoredConnection> create(
            UUID tenantId, String connector, String name, ObjectNode credentials, ObjectNode settings) {
        Connection connection =
                new Connection(tenantId, UuidCreator.getTimeOrderedEpoch(), connector, name, settings.toString(), 0);
        Sealed sealed = vault.seal(tenantId, connection.id(), credentials);
        return connections
                .add(connection, sealed, Expiry.of(credentials))
                .call(added -> outbox.add(ConnectionEvents.changed(added)));
    }

    /** Fails with {@link NameTaken}. */
    public Uni<StoredConnection> change(StoredConnection locked, String name, ObjectNode settings) {
        return connections
                .change(locked.connection().id(), name, settings.toString())
                .call(changed -> outbox.add(ConnectionEvents.changed(changed)));
    }

    public Uni<StoredConnection> delete(StoredConnection locked) {
        return connections
                .delete(locked.connection().id())
                .call(deleted -> outbox.add(ConnectionEvents.deleted(deleted)));
    }

    /** Replaces the credentials by others, which the vendor has just accepted. */
    public Uni<StoredConnection> rotate(StoredConnection locked, ObjectNode credentials) {
        Connection connection = locked.connection();
        Sealed sealed = vault.seal(connection.tenantId(), connection.id(), credentials);
        return connections
                .replaceCredentials(connection.id(), sealed, Expiry.of(credentials), true)
                .chain(() -> connections.setStatus(connection.id(), Status.WORKING, "", Optional.of(Instant.now())))
                .call(rotated -> outbox.add(ConnectionEvents.changed(rotated)));
    }

    /**
     * Notes what a test came to. One of credentials that were replaced meanwhile says nothing of those there are.
     *
     * @param refused why the vendor does not accept them; empty if it does
     */
    public Uni<StoredConnection> tested(StoredConnection locked, long credentialsVersion, Optional<String> refused) {
        Optional<Instant> now = Optional.of(Instant.now());
        if (locked.credentialsVersion() != credentialsVersion) {
            return Uni.createFrom().item(locked);
        }
        return refused.isEmpty() ? health.works(locked, now) : health.fails(locked, Cause.REFUSED, refused.get(), now);
    }
}
