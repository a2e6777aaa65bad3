package dev.spectrum.gateway.connections;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.gateway.connections.domain.Connection;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** Tries the credentials of a connection for MCP servers: whoever names it is asked. */
public interface UpstreamTrial {

    /**
     * Fails with {@link NobodyToAsk} where no upstream names the connection, with anything else where one can't be asked.
     *
     * @return empty if all of them accept the credentials; otherwise why not, in words for the tenant
     */
    Uni<Optional<String>> test(Connection connection, ObjectNode credentials);
}
