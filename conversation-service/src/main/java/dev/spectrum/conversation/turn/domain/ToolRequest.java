package dev.spectrum.conversation.turn.domain;

import java.util.Map;
import java.util.Optional;

/**
 * A tool that the model asks for.
 *
 * @param arguments empty if the model wrote no JSON object
 */
public record ToolRequest(String id, String name, Optional<Map<String, Object>> arguments) {

    public ToolRequest withId(String other) {
        return new ToolRequest(other, name, arguments);
    }

    public ToolRequest withArguments(Map<String, Object> others) {
        return new ToolRequest(id, name, Optional.of(others));
    }
}
