package dev.spectrum.gateway.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;

/** One JSON-RPC 2.0 message from a client. MCP has no batches. */
sealed interface Message {

    String NOTIFICATIONS = "notifications/";
    JsonNode VERSION = TextNode.valueOf("2.0");

    /** @param id a string or an integer */
    record Request(JsonNode id, String method, ObjectNode params) implements Message {}

    record Notification(String method) implements Message {}

    /** It has an id to answer to, but is no request. */
    record Malformed(JsonNode id, McpException reason) implements Message {}

    /** @throws McpException if there is not even an id to answer to */
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
        } else if (!message.path("method").isTextual() || method.isEmpty()) {
            throw McpException.invalidRequest("A message needs a method; this server asks its clients nothing.");
        } else if (!hasId && !method.startsWith(NOTIFICATIONS)) {
            throw McpException.invalidRequest("A request needs an id.");
        } else if (!hasId) {
            return new Notification(method);
        }
        return new Request(message.get("id"), method, params(message.path("params")));
    }

    private static ObjectNode params(JsonNode params) {
        if (params.isMissingNode()) {
            return JsonNodeFactory.instance.objectNode();
        } else if (params instanceof ObjectNode object) {
            return object;
        }
        throw McpException.malformedParams("params must be an object.");
    }

    private static JsonNode parse(byte[] body, ObjectMapper json) {
        try {
            JsonNode parsed = json.reader()
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readTree(body);
            if (parsed.isMissingNode()) {
                throw McpException.notJson();
            }
            return parsed;
        } catch (JsonProcessingException notJson) {
            throw McpException.notJson();
        } catch (IOException impossible) {
            throw new IllegalStateException("The body is in memory", impossible);
        }
    }
}
