package dev.spectrum.gateway.upstreams;

import dev.spectrum.gateway.connections.Credentials;
import dev.spectrum.gateway.connections.domain.Connection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/**
 * The connections whose secrets an upstream may be shown: its own tenant's, of the connector {@code mcp}. A vendor's key is for
 * the vendor: it does not come out at whatever address an admin names.
 */
@ApplicationScoped
public class ShownConnections {

    private static final String CONNECTOR = "mcp";

    private final Credentials credentials;

    ShownConnections(Credentials credentials) {
        this.credentials = credentials;
    }

    /** Outside of any transaction. */
    public Uni<Optional<Connection>> find(UUID tenantId, UUID id) {
        return credentials
                .active(tenantId)
                .map(active -> active.stream()
                        .filter(connection -> connection.id().equals(id))
                        .filter(connection -> connection.connector().equals(CONNECTOR))
                        .findFirst());
    }
}
