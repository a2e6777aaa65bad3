package dev.spectrum.gateway.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.spectrum.gateway.Gateway;
import dev.spectrum.platform.testing.TestUser;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** An MCP client of either revision, and the protocol's own schemas. */
public final class McpForTests {

    public static final String MODERN = "2026-07-28";
    public static final String LEGACY = "2025-11-25";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    /** Beside the project, where there is one; no part of it. */
    private static final Path SPECIFICATIONS = Path.of("../../shared/specs/mcp");

    private McpForTests() {}

    /** A request of the stateless revision, with the headers that mirror it. */
    static Response modern(RequestSpecification who, String path, String method, Map<String, ?> params) {
        return modern(who, path, modernRequest(method, params));
    }

    static Response modern(RequestSpecification who, String path, ObjectNode request) {
        RequestSpecification call = who.header("MCP-Protocol-Version", MODERN)
                .header("Mcp-Method", request.path("method").asText())
                .header("Accept", "application/json, text/event-stream");
        if (request.at("/params/name").isTextual()) {
            call.header("Mcp-Name", request.at("/params/name").asText());
        }
        return call.body(request.toString()).post(path);
    }

    public static Response modern(TestUser user, String path, String method, Map<String, ?> params) {
        return modern(Gateway.as(user), path, method, params);
    }

    static ObjectNode modernRequest(String method, Map<String, ?> params) {
        ObjectNode request = request(method, params);
        ObjectNode meta = request.withObject("/params/_meta");
        meta.put("io.modelcontextprotocol/protocolVersion", MODERN);
        meta.putObject("io.modelcontextprotocol/clientCapabilities");
        return request;
    }

    /** A request as clients of the older revision send it after {@code initialize}. */
    public static Response legacy(TestUser user, String path, String method, Map<String, ?> params) {
        return Gateway.as(user)
                .header("MCP-Protocol-Version", LEGACY)
                .header("Accept", "application/json, text/event-stream")
                .body(request(method, params).toString())
                .post(path);
    }

    static ObjectNode request(String method, Map<String, ?> params) {
        ObjectNode request =
                JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 7).put("method", method);
        request.set("params", JSON.valueToTree(params));
        return request;
    }

    /** The result of a request that must succeed, held to the message's definition in the protocol's schema. */
    static JsonNode result(Response answer, String revision, String definition) {
        JsonNode message = Gateway.read(answer);
        assertThat(message.get("id").asInt()).isEqualTo(7);
        assertThat(message.has("error")).as(message.toString()).isFalse();
        requireValid(message, revision, definition);
        return message.get("result");
    }

    /** Skips the test, loudly, where the specification is not at hand. */
    public static void requireValid(JsonNode value, String revision, String definition) {
        Path file = SPECIFICATIONS.resolve(revision + ".schema.json");
        Assumptions.assumeTrue(Files.exists(file), () -> "SKIPPED: there is no " + file + " to hold MCP messages to");
        try {
            ObjectNode schema = (ObjectNode) JSON.readTree(file.toFile());
            schema.put("$ref", "#/$defs/" + definition);
            assertThat(SCHEMAS.getSchema(schema.toString(), InputFormat.JSON)
                            .validate(value.toString(), InputFormat.JSON))
                    .as("%s of %s: %s", definition, revision, value)
                    .isEmpty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
