package dev.spectrum.gateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Ends a request with a JSON-RPC error. The codes are those of JSON-RPC 2.0 and of MCP's own range. */
class McpException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final int code;
    private final transient Optional<JsonNode> data;

    private McpException(int status, int code, String message, Optional<JsonNode> data) {
        // No stack trace: it is an answer, not an accident.
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.data = data;
    }

    static McpException notJson() {
        return new McpException(
                400,
                -32700,
                "The body is not one JSON value, with every name once and without the character U+0000.",
                Optional.empty());
    }

    static McpException invalidRequest(String message) {
        return new McpException(400, -32600, message, Optional.empty());
    }

    /** @param status revision 2026-07-28 wants 404 */
    static McpException methodNotFound(int status) {
        return new McpException(status, -32601, "Method not found.", Optional.empty());
    }

    /** The request itself is malformed. */
    static McpException malformedParams(String message) {
        return new McpException(400, -32602, message, Optional.empty());
    }

    /** The request is well-formed, but names something that is not there. */
    static McpException invalidParams(String message) {
        return new McpException(200, -32602, message, Optional.empty());
    }

    /** The same, saying what it named. */
    static McpException invalidParams(String message, JsonNode data) {
        return new McpException(200, -32602, message, Optional.of(data));
    }

    /** Revision 2025-11-25 has a code of its own for it. */
    static McpException resourceNotFound(String message, JsonNode data) {
        return new McpException(200, -32002, message, Optional.of(data));
    }

    /** Whoever sees the 404 begins anew. */
    static McpException noSuchSession() {
        return new McpException(404, -32600, "There is no such session.", Optional.empty());
    }

    /** Revision 2026-07-28: the client would have to be asked something that it can't answer. */
    static McpException missingCapability(JsonNode data) {
        return new McpException(400, -32021, "The client lacks a required capability.", Optional.of(data));
    }

    static McpException headerMismatch(String message) {
        return new McpException(400, -32020, "Header mismatch: " + message, Optional.empty());
    }

    /** @param data the versions that are supported and the one that was asked for */
    static McpException unsupportedVersion(JsonNode data) {
        return new McpException(400, -32022, "Unsupported protocol version.", Optional.of(data));
    }

    /** The HTTP status. */
    int status() {
        return status;
    }

    int code() {
        return code;
    }

    Optional<JsonNode> data() {
        return data;
    }
}
