package dev.spectrum.gateway.connectors;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.gateway.connections.Connectors;
import dev.spectrum.gateway.connections.domain.Connection;
import dev.spectrum.gateway.connectors.format.VendorConnector;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** The connectors as connections see them. */
@ApplicationScoped
class VendorConnectors implements Connectors {

    private final ConnectorCatalogue connectors;
    private final VendorCalls calls;

    VendorConnectors(ConnectorCatalogue connectors, VendorCalls calls) {
        this.connectors = connectors;
        this.calls = calls;
    }

    @Override
    public List<Connector> all() {
        return connectors.all().stream().map(VendorConnectors::view).toList();
    }

    @Override
    public Optional<Connector> find(String name) {
        return connectors.find(name).map(VendorConnectors::view);
    }

    @Override
    public Uni<Optional<String>> test(Connection connection, ObjectNode credentials) {
        return connectors
                .find(connection.connector())
                .map(connector -> calls.test(connector, connection, credentials))
                .orElseGet(() -> Uni.createFrom().item(Optional.of("There is no such connector any more.")));
    }

    private static Connector view(VendorConnector connector) {
        return new Connector(
                connector.name(),
                connector.title(),
                connector.tools().stream()
                        .map(tool -> tool.definition().dataSource())
                        .distinct()
                        .sorted()
                        .toList(),
                connector.credentials(),
                connector.settings());
    }
}
