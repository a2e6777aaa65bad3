package dev.spectrum.gateway.connections.db;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.gateway.connections.Connections;
import dev.spectrum.gateway.connections.NameTaken;
import dev.spectrum.gateway.connections.StoredConnection;
import dev.spectrum.gateway.connections.domain.Connection;
import dev.spectrum.gateway.connections.domain.Status;
import dev.spectrum.gateway.connections.vault.Sealed;
import dev.spectrum.gateway.tools.ViolatedConstraint;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

@ApplicationScoped
class PanacheConnections implements Connections, PanacheRepositoryBase<ConnectionRow, UUID> {

    private static final String THIS = "id = ?1 and deletedAt is null";

    private final ObjectMapper json;

    PanacheConnections(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public Uni<List<StoredConnection>> list(Optional<String> connector, Optional<UUID> after, int limit) {
        StringBuilder query = new StringBuilder("deletedAt is null");
        Parameters parameters = new Parameters();
        connector.ifPresent(name -> {
            query.append(" and connector = :connector");
            parameters.and("connector", name);
        });
        after.ifPresent(id -> {
            query.append(" and id > :after");
            parameters.and("after", id);
        });
        return find(query + " order by id", parameters)
                .page(0, limit)
                .list()
                .map(rows -> rows.stream().map(ConnectionRow::toStored).toList());
    }

    @Override
    public Uni<Optional<StoredConnection>> find(UUID id) {
        return find(THIS, id).firstResult().map(row -> Optional.ofNullable(row).map(ConnectionRow::toStored));
    }

    @Override
    public Uni<Optional<StoredConnection>> lock(UUID id) {
        return find(THIS, id)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult()
                .map(row -> Optional.ofNullable(row).map(ConnectionRow::toStored));
    }

    @Override
    public Uni<Optional<Sealed>> credentials(UUID id) {
        return find(THIS, id)
                .firstResult()
                .map(row -> Optional.ofNullable(row).map(kept -> new Sealed(kept.credentials, kept.keyId)));
    }

    @Override
    public Uni<StoredConnection> add(Connection connection, Sealed credentials, Optional<Instant> expiresAt) {
        ConnectionRow row = new ConnectionRow();
        row.id = connection.id();
        row.tenantId = connection.tenantId();
        row.connector = connection.connector();
        row.name = connection.name();
        row.settings = read(connection.settings());
        row.keep(credentials);
        row.put(Status.UNTESTED, "");
        row.expiresAt = expiresAt.map(ConnectionRow::kept).orElse(null);
        row.version = connection.version();
        row.editedVersion = connection.version();
        row.credentialsVersion = connection.version();
        row.createdAt = ConnectionRow.now();
        row.updatedAt = row.createdAt;
        return persistAndFlush(row)
                .onFailure(ViolatedConstraint.named("connection_name"))
                .transform(taken -> new NameTaken())
                .map(ConnectionRow::toStored);
    }

    @Override
    public Uni<StoredConnection> change(UUID id, String name, String settings) {
        return update(id, row -> {
                    row.name = name;
                    row.settings = read(settings);
                    row.edited();
                })
                .onFailure(ViolatedConstraint.named("connection_name"))
                .transform(taken -> new NameTaken());
    }

    @Override
    public Uni<StoredConnection> replaceCredentials(
            UUID id, Sealed credentials, Optional<Instant> expiresAt, boolean byPerson) {
        return update(id, row -> {
            row.keep(credentials);
            row.expiresAt = expiresAt.map(ConnectionRow::kept).orElse(null);
            if (byPerson) {
                row.edited();
            } else {
                row.changed();
            }
            row.credentialsVersion = row.version;
        });
    }

    @Override
    public Uni<Void> reseal(UUID id, Sealed credentials) {
        return update(id, row -> row.keep(credentials)).replaceWithVoid();
    }

    @Override
    public Uni<StoredConnection> setStatus(UUID id, Status status, String reason, Optional<Instant> testedAt) {
        return update(id, row -> {
            row.put(status, reason);
            testedAt.ifPresent(at -> row.testedAt = ConnectionRow.kept(at));
        });
    }

    @Override
    public Uni<Void> used(UUID id, Instant at) {
        return update(id, row -> row.lastUsedAt = ConnectionRow.kept(at)).replaceWithVoid();
    }

    @Override
    public Uni<StoredConnection> delete(UUID id) {
        return update(id, row -> {
            row.keep(new Sealed(new byte[0], 0));
            row.edited();
            row.deletedAt = row.updatedAt;
        });
    }

    private Uni<StoredConnection> update(UUID id, Consumer<ConnectionRow> change) {
        return find(THIS, id).firstResult().invoke(change).call(this::flush).map(ConnectionRow::toStored);
    }

    private ObjectNode read(String settings) {
        try {
            return (ObjectNode) json.readTree(settings);
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException("Settings are a JSON object", impossible);
        }
    }
}
