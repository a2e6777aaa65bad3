package dev.spectrum.gateway.mcp.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.spectrum.gateway.tools.CallContext;
import dev.spectrum.gateway.tools.CatalogueTool;
import dev.spectrum.gateway.tools.Tool;
import dev.spectrum.gateway.tools.ToolAnnotations;
import dev.spectrum.gateway.tools.ToolContent;
import dev.spectrum.gateway.tools.ToolDefinition;
import dev.spectrum.gateway.tools.WaitingClient;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.BiFunction;

/** A tool of the suite's: outside of any transaction, as one that talks to its client must be. */
record FixtureTool(String name, String inputSchema, BiFunction<WaitingClient, JsonNode, Uni<ToolContent>> code)
        implements Tool.ReachingOut<JsonNode> {

    @Override
    public Class<JsonNode> arguments() {
        return JsonNode.class;
    }

    @Override
    public Uni<ToolContent> call(CallContext context, JsonNode arguments) {
        return code.apply(context.client(), arguments);
    }

    CatalogueTool inCatalogue(ObjectMapper json) {
        ToolDefinition definition = new ToolDefinition(
                name,
                name.replace('_', ' '),
                "A fixture of the conformance suite.",
                Fixture.json(inputSchema),
                NullNode.getInstance(),
                new ToolAnnotations(true, false, true, false),
                List.of("conformance"));
        return new CatalogueTool(definition, this, json);
    }
}
