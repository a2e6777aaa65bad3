package dev.spectrum.gateway.mcp;

import static dev.spectrum.gateway.Gateway.as;
import static dev.spectrum.gateway.Gateway.asService;
import static dev.spectrum.gateway.Gateway.json;
import static dev.spectrum.gateway.mcp.McpForTests.MODERN;
import static dev.spectrum.gateway.mcp.McpForTests.modern;
import static dev.spectrum.gateway.mcp.McpForTests.modernRequest;
import static dev.spectrum.gateway.mcp.McpForTests.requireValid;
import static dev.spectrum.gateway.mcp.McpForTests.result;
import static dev.spectrum.platform.testing.TestUser.ACME;
import static dev.spectrum.platform.testing.TestUser.ACME_MEMBER;
import static dev.spectrum.platform.testing.TestUser.ACME_VIEWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.gateway.AgentsForTests;
import dev.spectrum.gateway.Gateway;
import dev.spectrum.gateway.MailForTests;
import dev.spectrum.gateway.MailForTests.Door;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Revision 2026-07-28. */
@QuarkusTest
class ModernIT {

    private static final String META_VERSION = "io.modelcontextprotocol/protocolVersion";

    @Test
    void saysWhatItIs() {
        JsonNode discovered =
                result(modern(ACME_MEMBER, "/mcp", "server/discover", Map.of()), MODERN, "DiscoverResultResponse");

        assertThat(discovered.get("supportedVersions"))
                .extracting(JsonNode::asText)
                .containsExactly("2026-07-28", "2025-11-25");
        assertThat(discovered.get("capabilities").has("tools")).isTrue();
        assertThat(discovered.get("resultType").asText()).isEqualTo("complete");
        assertThat(discovered
                        .get("_meta")
                        .get("io.modelcontextprotocol/serverInfo")
                        .get("name")
                        .asText())
                .isEqualTo("spectrum-tool-gateway");
    }

    @Test
    void listsWhatTheAgentMayUseInAFixedOrder() {
        AgentsForTests agent = AgentsForTests.known(ACME, Map.of("crm", List.of("read"), "email", List.of("write")));

        JsonNode listed =
                result(modern(ACME_MEMBER, endpoint(agent), "tools/list", Map.of()), MODERN, "ListToolsResultResponse");

        assertThat(names(listed))
                .containsExactly(
                        "revops_get_company",
                        "revops_get_contact",
                        "revops_get_opportunity",
                        "revops_list_notes",
                        "revops_search_companies",
                        "revops_search_contacts",
                        "revops_search_opportunities",
                        "send_email");
        assertThat(listed.get("cacheScope").asText()).isEqualTo("private");
        assertThat(listed.get("ttlMs").asLong()).isPositive();
        JsonNode tool = listed.get("tools").get(1);
        assertThat(tool.get("inputSchema").get("additionalProperties").asBoolean())
                .isFalse();
        assertThat(tool.get("outputSchema").get("type").asText()).isEqualTo("object");
        assertThat(tool.get("annotations").get("readOnlyHint").asBoolean()).isTrue();
        assertThat(tool.get("title").asText()).isEqualTo("Get a contact");
        assertThat(names(result(
                        modern(ACME_VIEWER, endpoint(agent), "tools/list", Map.of()),
                        MODERN,
                        "ListToolsResultResponse")))
                .as("a viewer's agent sends nothing")
                .doesNotContain("send_email");
        assertThat(names(
                        result(modern(ACME_MEMBER, "/mcp", "tools/list", Map.of()), MODERN, "ListToolsResultResponse")))
                .as("without an agent the user's role decides")
                .contains("send_email", "calendar_book_appointment", "revops_create_task");
    }

    @Test
    void callsATool() {
        AgentsForTests agent = AgentsForTests.known(ACME, Map.of("crm", List.of("read", "write")));
        String email = UUID.randomUUID() + "@example.com";

        JsonNode created =
                callResult(ACME_MEMBER, agent, "revops_create_contact", Map.of("first_name", "Dana", "email", email));

        assertThat(created.get("isError").asBoolean()).isFalse();
        JsonNode structured = created.get("structuredContent");
        assertThat(structured.at("/contact/email").asText()).isEqualTo(email);
        assertThat(created.get("content")).hasSize(1);
        assertThat(json(created.at("/content/0/text").asText())).isEqualTo(structured);
        String id = created.get("_meta").get("dev.spectrum/call-id").asText();
        as(TestUser.ACME_ADMIN)
                .queryParam("agent_role", agent.role())
                .get("/api/v1/tool-calls")
                .then()
                .body("items[0].id", equalTo(id))
                .body("items[0].outcome", equalTo("succeeded"));
    }

    @Test
    void tellsAModelWhatToCorrect() {
        JsonNode failed =
                callResult(ACME_MEMBER, null, "revops_create_opportunity", Map.of("name", "x", "value_usd", "a lot"));

        assertThat(failed.get("isError").asBoolean()).isTrue();
        assertThat(failed.has("structuredContent")).isFalse();
        assertThat(failed.at("/content/0/text").asText())
                .contains("contact_id: Is required.")
                .contains("value_usd: ");
        JsonNode error = failed.get("_meta").get("dev.spectrum/error");
        assertThat(error.get("error").asText()).isEqualTo("invalid-arguments");
        assertThat(error.get("retryable").asBoolean()).isFalse();
    }

    @Test
    void unknownAndForbiddenToolsAreRefusedAlike() {
        AgentsForTests agent = AgentsForTests.known(ACME, Map.of("crm", List.of("read")));
        JsonNode forbidden = call(ACME_MEMBER, agent, "revops_create_contact", Map.of("first_name", "x"));
        JsonNode unknown = call(ACME_MEMBER, agent, "revops_erase_contact", Map.of("first_name", "x"));
        JsonNode outside = call(ACME_MEMBER, agent, "calendar_list_appointments", Map.of());

        for (JsonNode refused : List.of(forbidden, unknown, outside)) {
            requireValid(refused, MODERN, "JSONRPCErrorResponse");
            assertThat(refused.at("/error/code").asInt()).isEqualTo(-32602);
        }
        assertThat(forbidden.at("/error/message").asText().replace("create", "erase"))
                .isEqualTo(unknown.at("/error/message").asText());
        as(TestUser.ACME_ADMIN)
                .queryParam("agent_role", agent.role())
                .get("/api/v1/tool-calls")
                .then()
                .body("items.outcome", equalTo(List.of("refused", "refused", "refused")))
                .body("items.reason", hasItems("access-not-granted", "unknown-tool", "data-source-not-granted"));
    }

    @Test
    void anUnknownOrDisabledAgentIsNotThere() {
        AgentsForTests agent = AgentsForTests.known(ACME, Map.of("crm", List.of("read")))
                .disabled()
                .tell()
                .awaitKnown();
        for (String path : List.of("/mcp/agents/nobody-here", endpoint(agent), "/mcp/agents/Not%20A%20Role")) {
            for (String method : List.of("server/discover", "tools/list")) {
                modern(ACME_MEMBER, path, method, Map.of())
                        .then()
                        .statusCode(404)
                        .contentType("application/problem+json");
            }
            modern(ACME_MEMBER, path, "tools/call", Map.of("name", "revops_get_contact"))
                    .then()
                    .statusCode(404)
                    .contentType("application/problem+json");
        }
    }

    @Test
    void aServiceCallsWhatIsConfiguredForIt() {
        MailForTests.reset(Door.OPEN);
        JsonNode sent = Gateway.read(modern(
                asService("outreach-service"),
                "/mcp",
                "tools/call",
                Map.of(
                        "name",
                        "send_email",
                        "arguments",
                        Map.of("from", "s@acme.test", "to", List.of("d@example.com"), "subject", "x", "text", "y"))));
        assertThat(sent.at("/result/isError").asBoolean()).as(sent.toString()).isFalse();
        assertThat(Gateway.read(modern(
                                asService("outreach-service"),
                                "/mcp",
                                "tools/call",
                                Map.of("name", "revops_get_contact")))
                        .at("/error/code")
                        .asInt())
                .isEqualTo(-32602);
    }

    @Test
    void aRepeatWithItsKeyActsOnce() {
        String key = UUID.randomUUID().toString();
        Map<String, Object> call = Map.of("name", "revops_create_contact", "arguments", Map.of("first_name", key));
        JsonNode first =
                Gateway.read(modern(as(ACME_MEMBER).header("Idempotency-Key", key), "/mcp", "tools/call", call));
        JsonNode second =
                Gateway.read(modern(as(ACME_MEMBER).header("Idempotency-Key", key), "/mcp", "tools/call", call));
        JsonNode other = Gateway.read(modern(
                as(ACME_MEMBER).header("Idempotency-Key", key),
                "/mcp",
                "tools/call",
                Map.of("name", "revops_create_contact", "arguments", Map.of("first_name", "Other"))));

        assertThat(second).isEqualTo(first);
        assertThat(other.at("/result/isError").asBoolean()).isTrue();
        assertThat(other.at("/result/_meta")
                        .get("dev.spectrum/error")
                        .get("error")
                        .asText())
                .isEqualTo("idempotency-key-reused");
        assertThat(Gateway.result(ACME_MEMBER, "revops_search_contacts", Map.of("query", key))
                        .get("contacts"))
                .hasSize(1);
    }

    @Test
    void everyRequestCarriesItsMetadata() {
        ObjectNode without = McpForTests.request("tools/list", Map.of());
        ObjectNode withoutVersion = modernRequest("tools/list", Map.of());
        withoutVersion.withObject("/params/_meta").remove(META_VERSION);
        ObjectNode withoutCapabilities = modernRequest("tools/list", Map.of());
        withoutCapabilities.withObject("/params/_meta").remove("io.modelcontextprotocol/clientCapabilities");
        for (ObjectNode incomplete : List.of(without, withoutVersion, withoutCapabilities)) {
            requireError(send(headers("tools/list"), incomplete), 400, -32602);
        }
    }

    @Test
    void theHeadersMirrorTheBody() {
        ObjectNode list = modernRequest("tools/list", Map.of());
        ObjectNode call = modernRequest("tools/call", Map.of("name", "revops_search_contacts"));

        requireError(send(as(ACME_MEMBER).header("Mcp-Method", "tools/list"), list), 400, -32020);
        requireError(send(as(ACME_MEMBER).header("MCP-Protocol-Version", MODERN), list), 400, -32020);
        requireError(send(headers("tools/call"), list), 400, -32020);
        requireError(send(headers("TOOLS/LIST"), list), 400, -32020);
        requireError(send(headers("tools/call"), call), 400, -32020);
        requireError(send(headers("tools/call").header("Mcp-Name", "send_email"), call), 400, -32020);
        requireError(
                send(
                        as(ACME_MEMBER)
                                .header("MCP-Protocol-Version", "2025-06-18")
                                .header("Mcp-Method", "tools/list"),
                        list),
                400,
                -32020);
        send(headers("tools/call").header("Mcp-Name", "=?base64?cmV2b3BzX3NlYXJjaF9jb250YWN0cw==?="), call)
                .then()
                .statusCode(200)
                .body("result.isError", equalTo(false));
        requireError(send(headers("tools/call").header("Mcp-Name", "=?base64?***?="), call), 400, -32020);
    }

    @Test
    void anotherVersionIsNamedTogetherWithTheSupportedOnes() {
        ObjectNode request = modernRequest("tools/list", Map.of());
        request.withObject("/params/_meta").put(META_VERSION, "1900-01-01");
        Response answer = send(
                as(ACME_MEMBER).header("MCP-Protocol-Version", "1900-01-01").header("Mcp-Method", "tools/list"),
                request);

        requireError(answer, 400, -32022);
        requireValid(json(answer.asString()), MODERN, "UnsupportedProtocolVersionError");
        answer.then()
                .body("error.data.requested", equalTo("1900-01-01"))
                .body("error.data.supported", equalTo(List.of("2026-07-28", "2025-11-25")));
    }

    @Test
    void methodsThatThisRevisionDoesNotHaveAreNotFound() {
        for (String method : List.of("initialize", "ping", "logging/setLevel", "resources/list", "unknown/method")) {
            requireError(modern(ACME_MEMBER, "/mcp", method, Map.of()), 404, -32601);
        }
    }

    @Test
    void refusesACursorThatItNeverGave() {
        Response answer = modern(ACME_MEMBER, "/mcp", "tools/list", Map.of("cursor", "abc"));
        assertThat(json(answer.asString()).at("/error/code").asInt()).isEqualTo(-32602);
    }

    private static RequestSpecification headers(String method) {
        return as(ACME_MEMBER).header("MCP-Protocol-Version", MODERN).header("Mcp-Method", method);
    }

    private static Response send(RequestSpecification who, ObjectNode request) {
        return who.body(request.toString()).post("/mcp");
    }

    private static void requireError(Response answer, int status, int code) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        JsonNode message = json(answer.asString());
        requireValid(message, MODERN, "JSONRPCErrorResponse");
        assertThat(message.at("/error/code").asInt()).as(answer.asString()).isEqualTo(code);
        assertThat(message.get("id").asInt()).isEqualTo(7);
    }

    private static JsonNode callResult(
            TestUser user, @Nullable AgentsForTests agent, String tool, Map<String, ?> arguments) {
        JsonNode message = call(user, agent, tool, arguments);
        requireValid(message, MODERN, "CallToolResultResponse");
        return message.get("result");
    }

    private static JsonNode call(TestUser user, @Nullable AgentsForTests agent, String tool, Map<String, ?> arguments) {
        return Gateway.read(modern(
                user,
                agent == null ? "/mcp" : endpoint(agent),
                "tools/call",
                Map.of("name", tool, "arguments", arguments)));
    }

    private static String endpoint(AgentsForTests agent) {
        return "/mcp/agents/" + agent.role();
    }

    private static List<String> names(JsonNode listed) {
        List<String> names = new ArrayList<>();
        listed.get("tools").forEach(tool -> names.add(tool.get("name").asText()));
        return names;
    }
}
