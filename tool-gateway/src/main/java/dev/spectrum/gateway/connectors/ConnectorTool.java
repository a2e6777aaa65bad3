package dev.spectrum.gateway.connectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.gateway.connectors.format.VendorConnector;
import dev.spectrum.gateway.connectors.format.VendorTool;
import dev.spectrum.gateway.tools.CallContext;
import dev.spectrum.gateway.tools.CatalogueTool;
import dev.spectrum.gateway.tools.Tool;
import dev.spectrum.gateway.tools.ToolDefinition;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** A connector's tool for every tenant that is connected: which connection it uses is decided by each call. */
final class ConnectorTool implements Tool.ReachingOut<JsonNode> {

    /** The argument that chooses among several connections. */
    static final String CONNECTION = "connection";

    private final VendorConnector connector;
    private final VendorTool tool;
    private final VendorCalls calls;

    private ConnectorTool(VendorConnector connector, VendorTool tool, VendorCalls calls) {
        this.connector = connector;
        this.tool = tool;
        this.calls = calls;
    }

    static CatalogueTool of(VendorConnector connector, VendorTool tool, VendorCalls calls, ObjectMapper json) {
        return new CatalogueTool(tool.definition(), new ConnectorTool(connector, tool, calls), json);
    }

    /** The same where there are several connections, with an argument more. */
    static CatalogueTool withChoice(VendorConnector connector, VendorTool tool, VendorCalls calls, ObjectMapper json) {
        ToolDefinition plain = tool.definition();
        ObjectNode input = plain.inputSchema().deepCopy();
        input.withObjectProperty("properties")
                .putObject(CONNECTION)
                .put("type", "string")
                .put("maxLength", 200)
                .put(
                        "description",
                        "The name of the " + connector.title() + " connection to use. Left out, the oldest one.");
        ToolDefinition chosen = new ToolDefinition(
                plain.name(),
                plain.title(),
                plain.description(),
                input,
                plain.outputSchema(),
                plain.annotations(),
                plain.tags());
        return new CatalogueTool(chosen, new ConnectorTool(connector, tool, calls), json);
    }

    @Override
    public String name() {
        return tool.definition().name();
    }

    @Override
    public Class<JsonNode> arguments() {
        return JsonNode.class;
    }

    @Override
    public Uni<JsonNode> call(CallContext context, JsonNode given) {
        ObjectNode arguments = given.deepCopy();
        Optional<String> connection = tool.ofInterface()
                ? Optional.empty()
                : Optional.ofNullable(arguments.remove(CONNECTION)).map(JsonNode::asText);
        return calls.call(connector, tool, context, arguments, connection);
    }
}
