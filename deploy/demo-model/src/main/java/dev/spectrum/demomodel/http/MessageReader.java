package dev.spectrum.demomodel.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.demomodel.conversation.Message;
import dev.spectrum.demomodel.conversation.ToolCall;
import dev.spectrum.demomodel.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads {@code messages}; each call of an assistant must be answered by a tool message before anybody else speaks. */
final class MessageReader {

    private final JsonNode json;
    private final Set<String> openCalls = new LinkedHashSet<>();

    MessageReader(JsonNode json) {
        this.json = json;
    }

    List<Message> read() {
        if (!json.isArray() || json.isEmpty()) {
            throw InvalidRequest.at("messages", "Invalid 'messages': expected an array with at least one message.");
        }
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < json.size(); i++) {
            messages.add(message(json.get(i), "messages[" + i + "]"));
        }
        requireAllAnswered("messages");
        return messages;
    }

    private Message message(JsonNode message, String param) {
        String role = message.path("role").asText();
        if (!role.equals("tool")) {
            requireAllAnswered(param);
        }
        return switch (role) {
            case "system", "developer" -> new Message.Instructions(text(message, param));
            case "user" -> new Message.User(text(message, param));
            case "assistant" -> assistant(message, param);
            case "tool" -> toolResult(message, param);
            default ->
                throw InvalidRequest.at(
                        param + ".role",
                        "Invalid value: '" + role
                                + "'. Supported values are: 'system', 'developer', 'user', 'assistant' and 'tool'.");
        };
    }

    private Message assistant(JsonNode message, String param) {
        List<ToolCall> calls = new ArrayList<>();
        for (JsonNode call : message.path("tool_calls")) {
            String id = call.path("id").asText();
            String name = call.path("function").path("name").asText();
            if (id.isEmpty() || name.isEmpty()) {
                throw InvalidRequest.at(param + ".tool_calls", "Each tool call needs an 'id' and a 'function.name'.");
            }
            calls.add(new ToolCall(id, name, arguments(call.path("function").path("arguments"))));
            openCalls.add(id);
        }
        boolean hasContent = message.hasNonNull("content");
        if (!hasContent && calls.isEmpty() && !message.hasNonNull("refusal")) {
            throw InvalidRequest.at(
                    param + ".content", "An assistant message needs 'content' unless it has 'tool_calls'.");
        }
        return new Message.Assistant(hasContent ? text(message, param) : "", calls);
    }

    private Message toolResult(JsonNode message, String param) {
        String id = message.path("tool_call_id").asText();
        if (!openCalls.remove(id)) {
            throw InvalidRequest.at(
                    param + ".tool_call_id",
                    "Invalid parameter: messages with role 'tool' must be a response to a preceding message with"
                            + " 'tool_calls'; there is no open call '" + id + "'.");
        }
        return new Message.ToolResult(id, text(message, param));
    }

    private void requireAllAnswered(String param) {
        if (!openCalls.isEmpty()) {
            throw InvalidRequest.at(
                    param,
                    "An assistant message with 'tool_calls' must be followed by tool messages responding to each"
                            + " 'tool_call_id'. These had no response: " + String.join(", ", openCalls));
        }
    }

    /** A string, or parts of type text (or refusal), joined by newlines. */
    private static String text(JsonNode message, String param) {
        JsonNode content = message.path("content");
        if (content.isTextual()) {
            return content.asText();
        }
        if (!content.isArray()) {
            throw InvalidRequest.at(param + ".content", "Invalid 'content': expected a string or an array of parts.");
        }
        List<String> parts = new ArrayList<>();
        for (JsonNode part : content) {
            String type = part.path("type").asText();
            if (!type.equals("text") && !type.equals("refusal")) {
                throw InvalidRequest.at(
                        param + ".content",
                        "This model reads text only; a part of type '" + type + "' cannot be read.");
            }
            parts.add(part.path(type).asText());
        }
        return String.join("\n", parts);
    }

    /** Arguments are JSON in a string; what is not is taken as none, as it was a model's mistake and not the client's. */
    private static ObjectNode arguments(JsonNode text) {
        return Json.read(text.asText()).orElseGet(Json::object) instanceof ObjectNode object ? object : Json.object();
    }
}
