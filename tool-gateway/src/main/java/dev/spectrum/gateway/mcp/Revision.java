package dev.spectrum.gateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** The revisions of the protocol that are spoken here, and how a request says which one it is written in. */
enum Revision {
    /** Stateless: every request carries its revision, in a header and in {@code _meta}. */
    MODERN("2026-07-28"),
    /** Begins with {@code initialize}. */
    LEGACY("2025-11-25");

    static final List<String> SUPPORTED = List.of(MODERN.version, LEGACY.version);

    static final String VERSION_HEADER = "MCP-Protocol-Version";
    static final String META_CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";

    private static final String META_VERSION = "io.modelcontextprotocol/protocolVersion";

    private final String version;

    Revision(String version) {
        this.version = version;
    }

    String version() {
        return version;
    }

    /** @throws McpException if it can't be told, is not spoken here, or the headers don't fit the body */
    static Revision of(Message.Request request, RequestHeaders headers) {
        JsonNode meta = request.params().path("_meta");
        Optional<String> inBody = text(meta.path(META_VERSION));
        Optional<String> inHeader = headers.get(VERSION_HEADER);
        if (inBody.isPresent() && !inBody.equals(inHeader)) {
            throw McpException.headerMismatch("MCP-Protocol-Version must be there and match _meta.");
        }
        String asked = inHeader.orElse(LEGACY.version);
        if (asked.equals(LEGACY.version)) {
            return LEGACY;
        } else if (inBody.isEmpty() && !asked.equals(MODERN.version)) {
            throw McpException.unsupportedVersion(versions(asked));
        }
        requireComplete(meta);
        if (!asked.equals(MODERN.version)) {
            throw McpException.unsupportedVersion(versions(asked));
        }
        requireMirrored(request, headers);
        return MODERN;
    }

    /** Of a notification there is nothing to know but whether its version is spoken here. */
    static void require(Optional<String> protocolVersion) {
        protocolVersion.filter(version -> !SUPPORTED.contains(version)).ifPresent(unknown -> {
            throw McpException.unsupportedVersion(versions(unknown));
        });
    }

    private static void requireComplete(JsonNode meta) {
        if (!meta.path(META_VERSION).isTextual()
                || !meta.path(META_CAPABILITIES).isObject()) {
            throw McpException.malformedParams(
                    "params._meta needs " + META_VERSION + " and " + META_CAPABILITIES + ".");
        }
    }

    private static void requireMirrored(Message.Request request, RequestHeaders headers) {
        if (!headers.get("Mcp-Method").equals(Optional.of(request.method()))) {
            throw McpException.headerMismatch("Mcp-Method must be there and match method.");
        }
        Optional<String> name = named(request);
        if (name.isPresent()
                && !headers.get("Mcp-Name")
                        .map(value -> EncodedHeader.decode("Mcp-Name", value))
                        .equals(name)) {
            throw McpException.headerMismatch("Mcp-Name must be there and match what params name.");
        }
    }

    private static Optional<String> named(Message.Request request) {
        return switch (request.method()) {
            case "tools/call", "prompts/get" -> text(request.params().path("name"));
            case "resources/read" -> text(request.params().path("uri"));
            default -> Optional.empty();
        };
    }

    private static ObjectNode versions(String requested) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        SUPPORTED.forEach(data.putArray("supported")::add);
        return data.put("requested", requested);
    }

    private static Optional<String> text(JsonNode node) {
        return node.isTextual() ? Optional.of(node.asText()) : Optional.empty();
    }
}
