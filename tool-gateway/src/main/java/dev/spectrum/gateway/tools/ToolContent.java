package dev.spectrum.gateway.tools;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of a tool that gives more than an object for a program: content for a model to read.
 *
 * @param content MCP's content blocks: text, images, audio, resources
 * @param structured the object for a program, where there is one too
 * @param meta MCP's {@code _meta}, of whoever answered
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ToolContent(
        @JsonProperty(KEY) List<JsonNode> content,
        @JsonProperty(STRUCTURED) @Nullable JsonNode structured,
        @JsonProperty(META) @Nullable JsonNode meta) {

    /** Distinguishes it from the objects of other tools. */
    public static final String KEY = "dev.spectrum/content";

    public static final String STRUCTURED = "dev.spectrum/structured-content";
    public static final String META = "dev.spectrum/meta";

    /**
     * Any tool's result as an object for a program: this one's is {@code {"content": [...]}}, with {@code structuredContent}
     * before it where there is any, or that alone where there is no content.
     */
    public static JsonNode asObject(JsonNode result) {
        JsonNode content = result.path(KEY);
        JsonNode structured = result.path(STRUCTURED);
        if (!content.isArray()) {
            return result;
        } else if (structured.isObject() && content.isEmpty()) {
            return structured;
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        if (structured.isObject()) {
            object.set("structuredContent", structured);
        }
        return object.set("content", content);
    }
}
