package dev.spectrum.gateway.tools;

import com.fasterxml.jackson.databind.JsonNode;

/** A tool as the catalogue has it: what is said of it, and what it does. */
public final class CatalogueTool {

    private final ToolDefinition definition;
    private final Tool<?> tool;
    private final ArgumentSchema schema;

    CatalogueTool(ToolDefinition definition, Tool<?> tool) {
        this.definition = definition;
        this.tool = tool;
        this.schema = new ArgumentSchema(definition.inputSchema());
    }

    public ToolDefinition definition() {
        return definition;
    }

    public Tool<?> tool() {
        return tool;
    }

    /** @throws ToolException if the arguments break the input schema, naming each that does */
    public void requireValid(JsonNode arguments) {
        schema.require(arguments);
    }
}
