package dev.spectrum.gateway.mcp;

import static dev.spectrum.gateway.Gateway.as;
import static dev.spectrum.gateway.Gateway.json;
import static dev.spectrum.gateway.mcp.McpForTests.LEGACY;
import static dev.spectrum.gateway.mcp.McpForTests.legacy;
import static dev.spectrum.gateway.mcp.McpForTests.request;
import static dev.spectrum.gateway.mcp.McpForTests.requireValid;
import static dev.spectrum.platform.testing.TestUser.ACME;
import static dev.spectrum.platform.testing.TestUser.ACME_MEMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.gateway.AgentsForTests;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Enough of revision 2025-11-25 for clients that know no newer one. */
@QuarkusTest
class LegacyIT {

    private static final Map<String, Object> HELLO = Map.of(
            "protocolVersion", LEGACY, "capabilities", Map.of(), "clientInfo", Map.of("name", "test", "version", "1"));

    @Test
    void aClientBeginsListsAndCalls() {
        AgentsForTests agent = AgentsForTests.known(ACME, Map.of("crm", List.of("read")));
        String path = "/mcp/agents/" + agent.role();

        // The first request of a client carries no version header yet.
        JsonNode hello = result(
                as(ACME_MEMBER).body(request("initialize", HELLO).toString()).post(path), LEGACY);
        requireValid(hello, LEGACY, "InitializeResult");
        assertThat(hello.get("protocolVersion").asText()).isEqualTo(LEGACY);
        as(ACME_MEMBER)
                .header("MCP-Protocol-Version", LEGACY)
                .body("{\"jsonrpc\": \"2.0\", \"method\": \"notifications/initialized\"}")
                .post(path)
                .then()
                .statusCode(202)
                .body(emptyString());
        assertThat(result(legacy(ACME_MEMBER, path, "ping", Map.of()), LEGACY)).isEmpty();

        JsonNode listed = result(legacy(ACME_MEMBER, path, "tools/list", Map.of()), LEGACY);
        requireValid(listed, LEGACY, "ListToolsResult");
        assertThat(listed.has("ttlMs") || listed.has("resultType")).isFalse();
        assertThat(listed.get("tools"))
                .extracting(tool -> tool.get("name").asText())
                .contains("revops_get_contact")
                .doesNotContain("revops_create_contact");

        JsonNode called = result(
                legacy(
                        ACME_MEMBER,
                        path,
                        "tools/call",
                        Map.of("name", "revops_search_contacts", "arguments", Map.of())),
                LEGACY);
        requireValid(called, LEGACY, "CallToolResult");
        assertThat(json(called.at("/content/0/text").asText())).isEqualTo(called.get("structuredContent"));

        JsonNode failed = result(legacy(ACME_MEMBER, path, "tools/call", Map.of("name", "revops_get_contact")), LEGACY);
        requireValid(failed, LEGACY, "CallToolResult");
        assertThat(failed.get("isError").asBoolean()).isTrue();
    }

    @Test
    void aForbiddenToolIsUnknown() {
        AgentsForTests agent = AgentsForTests.known(ACME, Map.of("crm", List.of("read")));
        JsonNode refused = json(legacy(
                        ACME_MEMBER,
                        "/mcp/agents/" + agent.role(),
                        "tools/call",
                        Map.of("name", "send_email", "arguments", Map.of()))
                .asString());
        requireValid(refused, LEGACY, "JSONRPCErrorResponse");
        assertThat(refused.at("/error/code").asInt()).isEqualTo(-32602);
    }

    @Test
    void offersItsOwnVersionToAClientOfAnother() {
        JsonNode hello = result(
                as(ACME_MEMBER)
                        .body(request(
                                        "initialize",
                                        Map.of(
                                                "protocolVersion", "2025-03-26",
                                                "capabilities", Map.of(),
                                                "clientInfo", Map.of("name", "old", "version", "1")))
                                .toString())
                        .post("/mcp"),
                LEGACY);
        assertThat(hello.get("protocolVersion").asText()).isEqualTo(LEGACY);
    }

    @Test
    void refusesAVersionThatItDoesNotSpeak() {
        as(ACME_MEMBER)
                .header("MCP-Protocol-Version", "2024-11-05")
                .body(request("tools/list", Map.of()).toString())
                .post("/mcp")
                .then()
                .statusCode(400)
                .body("error.code", equalTo(-32022));
    }

    @Test
    void unknownMethodsAreNotFound() {
        legacy(ACME_MEMBER, "/mcp", "resources/list", Map.of())
                .then()
                .statusCode(200)
                .body("error.code", equalTo(-32601));
    }

    @Test
    void thereIsNothingToStreamAndNoSessionToEnd() {
        as(ACME_MEMBER).get("/mcp").then().statusCode(405);
        as(ACME_MEMBER).delete("/mcp").then().statusCode(405);
    }

    private static JsonNode result(Response answer, String revision) {
        return McpForTests.result(answer, revision, "JSONRPCResultResponse");
    }
}
