package dev.spectrum.gateway.connectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.gateway.connections.Connectors;
import dev.spectrum.gateway.connections.UpstreamTrial;
import dev.spectrum.gateway.connections.domain.Connection;
import dev.spectrum.gateway.connectors.format.VendorConnector;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The connectors as connections see them. */
@ApplicationScoped
class VendorConnectors implements Connectors {

    /** Not a vendor's: what an upstream MCP server is shown. */
    private static final Connector MCP = new Connector(
            "mcp",
            "An upstream MCP server",
            List.of(),
            schema("""
                    {"type": "object", "additionalProperties": false, "minProperties": 1, "properties": {
                      "bearer": {"type": "string", "minLength": 1, "description": "Sent as Authorization: Bearer."},
                      "headers": {"type": "object", "maxProperties": 20, "description": "Further headers, by name.",
                        "additionalProperties": {"type": "string", "maxLength": 8000}}}}"""),
            schema("{\"type\": \"object\", \"additionalProperties\": false}"));

    private final ConnectorCatalogue connectors;
    private final VendorCalls calls;
    private final UpstreamTrial upstreams;

    VendorConnectors(ConnectorCatalogue connectors, VendorCalls calls, UpstreamTrial upstreams) {
        this.connectors = connectors;
        this.calls = calls;
        this.upstreams = upstreams;
    }

    @Override
    public List<Connector> all() {
        return Stream.concat(Stream.of(MCP), connectors.all().stream().map(VendorConnectors::view))
                .sorted(Comparator.comparing(Connector::name))
                .toList();
    }

    @Override
    public Optional<Connector> find(String name) {
        return name.equals(MCP.name())
                ? Optional.of(MCP)
                : connectors.find(name).map(VendorConnectors::view);
    }

    @Override
    public Uni<Optional<String>> test(Connection connection, ObjectNode credentials) {
        if (connection.connector().equals(MCP.name())) {
            return upstreams.test(connection, credentials);
        }
        return connectors
                .find(connection.connector())
                .map(connector -> calls.test(connector, connection, credentials))
                .orElseGet(() -> Uni.createFrom().item(Optional.of("There is no such connector any more.")));
    }

    private static JsonNode schema(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("It is written above", impossible);
        }
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
