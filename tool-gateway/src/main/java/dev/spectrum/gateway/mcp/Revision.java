package dev.spectrum.gateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The revisions of the protocol that are spoken here, and how a request says which one it is written in. */
enum Revision {
    /** Stateless: every request carries its revision, in a header and in {@code _meta}. */
    MODERN("2026-07-28"),
    /** Begins with {@code initialize}. */
    LEGACY("2025-11-25");

    static final List<String> SUPPORTED = List.of(MODERN.version, LEGACY.version);

    private static final String META_VERSION = "io.modelcontextprotocol/protocolVersion";
    private static final String META_CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";

    private final String version;

    Revision(String version) {
        this.version = version;
    }

    String version() {
        return version;
    }

    /** The request headers that mirror the body, for those that route by them. */
    record Headers(Optional<String> protocolVersion, Optional<String> method, Optional<String> name) {}

    /** @throws McpException if it can't be told, is not spoken here, or the headers don't fit the body */
    static Revision of(Message.Request request, Headers headers) {
        JsonNode meta = request.params().path("_meta");
        Optional<String> inBody = text(meta.path(META_VERSION));
        if (inBody.isPresent() && !inBody.equals(headers.protocolVersion())) {
            throw McpException.headerMismatch("MCP-Protocol-Version must be there and match _meta.");
        }
        String asked = headers.protocolVersion().orElse(LEGACY.version);
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

    private static void requireMirrored(Message.Request request, Headers headers) {
        if (!headers.method().equals(Optional.of(request.method()))) {
            throw McpException.headerMismatch("Mcp-Method must be there and match method.");
        }
        JsonNode name = request.params().path("name");
        if (request.method().equals("tools/call")
                && name.isTextual()
                && !headers.name().map(Revision::decoded).equals(Optional.of(name.asText()))) {
            throw McpException.headerMismatch("Mcp-Name must be there and match params.name.");
        }
    }

    /** What is no plain ASCII stands in Base64 between {@code =?base64?} and {@code ?=}. */
    private static String decoded(String header) {
        if (!header.startsWith("=?base64?") || !header.endsWith("?=") || header.length() < "=?base64??=".length()) {
            return header;
        }
        try {
            String encoded = header.substring("=?base64?".length(), header.length() - "?=".length());
            return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            throw McpException.headerMismatch("Mcp-Name is not Base64.");
        }
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
