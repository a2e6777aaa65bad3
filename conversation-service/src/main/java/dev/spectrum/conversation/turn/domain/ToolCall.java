package dev.spectrum.conversation.turn.domain;

import java.util.Map;

/**
 * One use of a tool. What it returned is data, whatever it says.
 *
 * @param id unique within the turn
 * @param arguments JSON, as the model wrote them; empty where they could not be read
 * @param result JSON, as the tool returned it; {@code {"error": "..."}} where there was no call
 */
public record ToolCall(
        String id,
        String name,
        Map<String, Object> arguments,
        Map<String, Object> result,
        boolean isError,
        long durationMs) {

    /** Whether the model asked for the very same before. */
    public boolean repeats(String tool, Map<String, Object> itsArguments) {
        return name.equals(tool) && arguments.equals(itsArguments);
    }
}
