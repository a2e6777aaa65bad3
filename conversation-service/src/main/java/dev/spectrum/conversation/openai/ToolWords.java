package dev.spectrum.conversation.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.conversation.turn.domain.ToolCall;
import dev.spectrum.conversation.turn.domain.ToolRound;
import dev.spectrum.platform.model.ModelMessage;
import dev.spectrum.platform.model.ToolRequest;
import java.util.Map;
import java.util.Optional;

/** What the agent did with its own tools, in the words of a model. */
final class ToolWords {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private ToolWords() {}

    static ModelMessage asked(ToolRound round) {
        return new ModelMessage.Assistant(
                round.text(),
                round.calls().stream()
                        .map(call -> new ToolRequest(call.id(), call.name(), write(call.arguments())))
                        .toList());
    }

    static ModelMessage result(ToolCall call, int mostCharacters) {
        String text = (call.isError() ? "Error: " : "") + write(call.result());
        return new ModelMessage.ToolResult(
                call.id(),
                call.name(),
                text.length() <= mostCharacters
                        ? text
                        : text.substring(0, mostCharacters) + "\n[cut here: " + text.length() + " characters in all]");
    }

    /** Empty if it is no JSON object; nothing at all stands for no arguments. */
    static Optional<Map<String, Object>> arguments(ToolRequest request) {
        if (request.arguments().isBlank()) {
            return Optional.of(Map.of());
        }
        try {
            return Optional.ofNullable(JSON.readValue(request.arguments(), OBJECT));
        } catch (JsonProcessingException broken) {
            return Optional.empty();
        }
    }

    private static String write(Map<String, Object> value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException notSerialisable) {
            throw new IllegalArgumentException("Arguments and results are JSON", notSerialisable);
        }
    }
}
