package dev.spectrum.gateway.tools;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.gateway.permissions.domain.Access;

/**
 * How a tool is described to whoever may call it.
 *
 * @param name {@code <prefix>_<tool>}, stable for ever
 * @param title for people
 * @param description for a model to choose by
 * @param inputSchema JSON Schema (2020-12) of the arguments, an object
 * @param outputSchema JSON Schema (2020-12) of the result, an object; JSON's null for a tool that gives {@link ToolContent}
 * @param dataSource the group of tools it belongs to, as agents name it
 */
public record ToolDefinition(
        String name,
        String title,
        String description,
        JsonNode inputSchema,
        JsonNode outputSchema,
        ToolAnnotations annotations,
        String dataSource) {

    /** What an agent must be permitted in the data source. */
    public Access access() {
        return annotations.readOnlyHint() ? Access.READ : Access.WRITE;
    }
}
