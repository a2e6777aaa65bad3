package dev.spectrum.gateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.spectrum.platform.web.ProblemException;
import dev.spectrum.platform.web.StrictJson;
import java.io.IOException;
import java.util.Optional;

/** One JSON-RPC 2.0 message from a client. MCP has no batches. */
sealed interface Message {

    String NOTIFICATIONS = "notifications/";
    JsonNode VERSION = TextNode.valueOf("2.0");

    /** @param id a string or an integer */
    record Request(JsonNode id, String method, ObjectNode params) implements Message {}

    record Notification(String method, ObjectNode params) implements Message {}

    /**
     * What a client of the older revision says to a question.
     *
     * @param result empty where it answers with an error
     */
    record Answer(String id, Optional<JsonNode> result) implements Message {}

    /** It has an id to answer to, but is no request. */
    record Malformed(JsonNode id, McpException reason) implements Message {}

    /**
     * Reads one message and nothing after it.
     *
     * @throws McpException if there is not even an id to answer to
     */
    static Message read(byte[] body, ObjectMapper json) {
        JsonNode message = parse(body, json);
        if (!message.isObject()) {
            throw McpException.invalidRequest("A message is one JSON object; there are no batches.");
        }
        JsonNode id = message.path("id");
        boolean hasId = id.isTextual() || id.isIntegralNumber();
        if (!id.isMissingNode() && !hasId) {
            throw McpException.invalidRequest("An id is a string or an integer.");
        }
        try {
            return read(message, hasId);
        } catch (McpException reason) {
            if (hasId) {
                return new Malformed(id, reason);
            }
            throw reason;
        }
    }

    private static Message read(JsonNode message, boolean hasId) {
        String method = message.path("method").asText();
        if (!message.path("jsonrpc").equals(VERSION)) {
            throw McpException.invalidRequest("jsonrpc must be \"2.0\".");
        } else if (message.path("id").isTextual() && !message.has("method") && isAnswer(message)) {
            return new Answer(message.get("id").asText(), Optional.ofNullable(message.get("result")));
        } else if (!message.path("method").isTextual() || method.isEmpty()) {
            throw McpException.invalidRequest("A message needs a method.");
        } else if (!hasId && !method.startsWith(NOTIFICATIONS)) {
            throw McpException.invalidRequest("A request needs an id.");
        } else if (!hasId) {
            return new Notification(method, params(message.path("params")));
        }
        return new Request(message.get("id"), method, params(message.path("params")));
    }

    private static boolean isAnswer(JsonNode message) {
        return message.has("result") != message.has("error");
    }

    private static ObjectNode params(JsonNode params) {
        if (params.isMissingNode()) {
            return JsonNodeFactory.instance.objectNode();
        } else if (params instanceof ObjectNode object) {
            return object;
        }
        throw McpException.malformedParams("params must be an object.");
    }

    /** Whatever is wrong is not worth telling apart, and an id that could be understood in two ways no id. */
    private static JsonNode parse(byte[] body, ObjectMapper json) {
        try {
            JsonNode parsed = StrictJson.read(body, json);
            if (parsed.isMissingNode()) {
                throw McpException.notJson();
            }
            return parsed;
        } catch (IOException | ProblemException notJson) {
            throw McpException.notJson();
        }
    }
}
