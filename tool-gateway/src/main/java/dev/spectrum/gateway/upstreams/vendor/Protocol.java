package dev.spectrum.gateway.upstreams.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.gateway.upstreams.UpstreamFailure;
import dev.spectrum.gateway.upstreams.UpstreamFailure.Kind;
import java.util.Set;

/** What is the same of MCP (https://modelcontextprotocol.io/specification/2025-11-25) over any transport. */
final class Protocol {

    /** The newest revision that upstreams are spoken to in; they may answer with an older one. */
    static final String REVISION = "2025-11-25";

    private static final Set<String> UNDERSTOOD = Set.of(REVISION, "2025-06-18", "2025-03-26");

    private Protocol() {}

    /** Offers nothing: what an upstream asks of its client is not answered. */
    static ObjectNode initialize() {
        ObjectNode params = JsonNodeFactory.instance.objectNode().put("protocolVersion", REVISION);
        params.putObject("capabilities");
        params.putObject("clientInfo").put("name", "spectrum-tool-gateway").put("version", "1");
        return params;
    }

    /** @throws UpstreamFailure if the upstream wants a revision that is not understood here */
    static String revision(JsonNode initialized) {
        String revision = initialized.path("protocolVersion").asText();
        if (!UNDERSTOOD.contains(revision)) {
            throw new UpstreamFailure(Kind.REFUSED, "The upstream speaks no revision of MCP that is understood here.");
        }
        return revision;
    }

    static ObjectNode call(String tool, ObjectNode arguments) {
        ObjectNode params = JsonNodeFactory.instance.objectNode().put("name", tool);
        params.set("arguments", arguments);
        return params;
    }

    /** What a JSON-RPC error means: the request was understood, and refused. */
    static UpstreamFailure refused(JsonNode error) {
        return new UpstreamFailure(
                Kind.REFUSED, "The upstream refused: " + error.path("message").asText("it doesn't say why") + ".");
    }
}
