package dev.spectrum.gateway.connections;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.gateway.connections.domain.Connection;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;

/** What connectors ask of a tenant's connections, outside of any transaction. */
public interface Credentials {

    /** The connections that are in use, from memory where nothing has changed; the oldest first. */
    Uni<List<Connection>> active(UUID tenantId);

    /** Its secrets, decrypted, what the connector's credentials schema says. Never logged, never kept. */
    Uni<ObjectNode> reveal(Connection connection);

    /**
     * Keeps what a refresh gave. False if the credentials have changed since that version: somebody else refreshed them, so
     * {@link #reveal} again.
     */
    Uni<Boolean> refreshed(Connection connection, ObjectNode credentials);

    /** A call with it succeeded: notes the last use, at most once a minute. */
    Uni<Void> worked(Connection connection);

    /** The vendor refuses it, for good until somebody mends it: tells {@code connection.failing}, once. */
    Uni<Void> failing(Connection connection, String reason);
}
