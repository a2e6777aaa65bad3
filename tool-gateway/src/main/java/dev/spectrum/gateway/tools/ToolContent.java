package dev.spectrum.gateway.tools;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;

/**
 * The result of a tool that has no output schema: content for a model to read rather than an object for a program.
 *
 * @param content MCP's content blocks: text, images, audio, resources
 */
public record ToolContent(@JsonProperty(KEY) List<JsonNode> content) {

    /** Distinguishes it from the objects of other tools. */
    public static final String KEY = "dev.spectrum/content";

    /** Any tool's result as an object for a program: this one's is {@code {"content": [...]}}. */
    public static JsonNode asObject(JsonNode result) {
        JsonNode content = result.path(KEY);
        return content.isArray() ? JsonNodeFactory.instance.objectNode().set("content", content) : result;
    }
}
