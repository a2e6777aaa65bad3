package dev.spectrum.gateway.connectors;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.gateway.connections.Credentials;
import dev.spectrum.gateway.connections.domain.Connection;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Credentials in memory, which many processes could share: one of several refreshes of a version wins. */
final class CredentialsForTests implements Credentials {

    private final List<Connection> connections = new ArrayList<>();
    private final List<ObjectNode> secrets = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private int uses;
    private long usedVersion;

    synchronized Connection add(UUID tenant, String connector, String name, String settings, ObjectNode secret) {
        Connection connection = new Connection(tenant, UUID.randomUUID(), connector, name, settings, 1);
        connections.add(connection);
        secrets.add(secret);
        return connection;
    }

    synchronized List<String> failures() {
        return List.copyOf(failures);
    }

    synchronized int uses() {
        return uses;
    }

    /** The newest that worked: a call that began before a refresh may end after it, and tells of the older. */
    synchronized long usedVersion() {
        return usedVersion;
    }

    private int index(Connection connection) {
        for (int i = 0; i < connections.size(); i++) {
            if (connections.get(i).id().equals(connection.id())) {
                return i;
            }
        }
        throw new IllegalStateException("No such connection");
    }

    @Override
    public synchronized Uni<List<Connection>> active(UUID tenantId) {
        return Uni.createFrom()
                .item(connections.stream()
                        .filter(each -> each.tenantId().equals(tenantId))
                        .toList());
    }

    @Override
    public synchronized Uni<ObjectNode> reveal(Connection connection) {
        return Uni.createFrom().item(secrets.get(index(connection)).deepCopy());
    }

    @Override
    public synchronized Uni<Boolean> refreshed(Connection connection, ObjectNode credentials) {
        int index = index(connection);
        if (connections.get(index).version() != connection.version()) {
            return Uni.createFrom().item(false);
        }
        secrets.set(index, credentials);
        connections.set(
                index,
                new Connection(
                        connection.tenantId(),
                        connection.id(),
                        connection.connector(),
                        connection.name(),
                        connection.settings(),
                        connection.version() + 1));
        return Uni.createFrom().item(true);
    }

    @Override
    public synchronized Uni<Void> worked(Connection connection) {
        uses++;
        usedVersion = Math.max(usedVersion, connection.version());
        return Uni.createFrom().voidItem();
    }

    @Override
    public synchronized Uni<Void> failing(Connection connection, String reason) {
        failures.add(reason);
        return Uni.createFrom().voidItem();
    }
}
