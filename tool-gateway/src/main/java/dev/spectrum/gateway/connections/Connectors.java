package dev.spectrum.gateway.connections;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.gateway.connections.domain.Connection;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** What connections ask of the connectors there are. */
public interface Connectors {

    /**
     * @param dataSources the groups of tools that it gives
     * @param credentials JSON Schema (2020-12) of the secrets, an object
     * @param settings JSON Schema (2020-12) of the settings, an object
     */
    record Connector(String name, String title, List<String> dataSources, JsonNode credentials, JsonNode settings) {}

    /** In the order of their names. */
    List<Connector> all();

    Optional<Connector> find(String name);

    /**
     * Makes the connector's harmless test call with these credentials. Fails with {@link NobodyToAsk} where there is nobody.
     *
     * @return empty if the vendor accepts them; otherwise why not, in words for the tenant
     */
    Uni<Optional<String>> test(Connection connection, ObjectNode credentials);
}
