package dev.spectrum.gateway.tools;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A definition as MCP writes it. */
public final class McpDefinition {

    private McpDefinition() {}

    public static ObjectNode of(ToolDefinition definition) {
        ObjectNode tool = toCallIt(definition);
        if (definition.outputSchema() != null) {
            tool.set("outputSchema", definition.outputSchema());
        }
        return tool;
    }

    /** The same without what only programs read: for a model that has to choose and to fill in arguments. */
    public static ObjectNode toCallIt(ToolDefinition definition) {
        ToolAnnotations hints = definition.annotations();
        ObjectNode tool = JsonNodeFactory.instance
                .objectNode()
                .put("name", definition.name())
                .put("title", definition.title())
                .put("description", definition.description());
        tool.set("inputSchema", definition.inputSchema());
        tool.putObject("annotations")
                .put("readOnlyHint", hints.readOnlyHint())
                .put("destructiveHint", hints.destructiveHint())
                .put("idempotentHint", hints.idempotentHint())
                .put("openWorldHint", hints.openWorldHint());
        return tool;
    }
}
