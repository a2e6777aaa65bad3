package dev.spectrum.gateway.tools;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.gateway.permissions.domain.Access;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a tool is described to whoever may call it.
 *
 * @param name {@code <prefix>_<tool>}, stable for ever
 * @param title for people
 * @param description for a model to choose by
 * @param inputSchema JSON Schema (2020-12) of the arguments, an object
 * @param outputSchema JSON Schema (2020-12) of the result, an object; null where nobody has said, as for {@link ToolContent}
 * @param tags the data sources it belongs to, as agents name them, at least one: an agent that may use any of them may use it
 */
public record ToolDefinition(
        String name,
        String title,
        String description,
        JsonNode inputSchema,
        @Nullable JsonNode outputSchema,
        ToolAnnotations annotations,
        List<String> tags) {

    public ToolDefinition {
        if (tags.isEmpty()) {
            throw new IllegalArgumentException(name + " belongs to no data source");
        }
        tags = List.copyOf(tags);
        outputSchema = outputSchema == null || outputSchema.isNull() ? null : outputSchema;
    }

    /** What an agent must be permitted in the data source. */
    public Access access() {
        return annotations.readOnlyHint() ? Access.READ : Access.WRITE;
    }

    /** The data source that it is used as a part of: the first. */
    public String dataSource() {
        return tags.getFirst();
    }

    /** The same tool, as it is used by somebody who was granted it as a part of this data source. */
    ToolDefinition asPartOf(String tag) {
        if (tag.equals(dataSource())) {
            return this;
        }
        List<String> reordered = Stream.concat(Stream.of(tag), tags.stream().filter(other -> !other.equals(tag)))
                .toList();
        return new ToolDefinition(name, title, description, inputSchema, outputSchema, annotations, reordered);
    }
}
