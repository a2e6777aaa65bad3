package dev.spectrum.gateway.upstreams;

import static dev.spectrum.gateway.Gateway.as;
import static dev.spectrum.platform.testing.TestUser.ACME;
import static dev.spectrum.platform.testing.TestUser.ACME_MEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.gateway.AgentsForTests;
import dev.spectrum.gateway.Gateway;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An agent with more tools than a model should be shown. */
@QuarkusTest
class FindToolsIT {

    @Test
    void anAgentWithManyToolsIsShownSomeAndFindsAndCallsTheRest() {
        try (ScriptedUpstream server = many(40)) {
            server.offer("zeppelin_book", true);
            server.definition("zeppelin_book").put("description", "Reserve a flight by airship.");
            UpstreamsForTests upstream = UpstreamsForTests.add(server.url());
            try {
                AgentsForTests agent = AgentsForTests.known(ACME, Map.of(upstream.prefix(), List.of("read")));

                List<String> shown = names(tools(agent, "/mcp/agents/" + agent.role()));
                assertThat(shown)
                        .hasSize(30)
                        .isSorted()
                        .contains("find_tools")
                        .doesNotContain(upstream.tool("zeppelin_book"));
                assertThat(names(tools(agent, "/mcp")))
                        .as("a user sees all")
                        .contains(upstream.tool("zeppelin_book"), upstream.tool("tool_39"))
                        .doesNotContain("find_tools");

                JsonNode found = call(agent, "find_tools", Map.of("query", "book an airship", "limit", 3));
                JsonNode first = found.at("/result/tools/0");
                assertThat(first.get("name").asText()).as(found.toString()).isEqualTo(upstream.tool("zeppelin_book"));
                assertThat(first.at("/inputSchema/type").asText()).isEqualTo("object");
                assertThat(call(agent, upstream.tool("zeppelin_book"), Map.of("text", "north"))
                                .at("/result/given/text")
                                .asText())
                        .isEqualTo("north");
                assertThat(names(tools(agent, "/mcp/agents/" + agent.role())))
                        .as("the same list for a while")
                        .isEqualTo(shown);
            } finally {
                upstream.delete();
            }
        }
    }

    @Test
    void findsNothingThatTheAgentMayNotUse() {
        try (ScriptedUpstream server = many(2).offer("secret_change", false)) {
            UpstreamsForTests upstream = UpstreamsForTests.add(server.url());
            try {
                AgentsForTests reader = AgentsForTests.known(ACME, Map.of(upstream.prefix(), List.of("read")));
                AgentsForTests stranger = AgentsForTests.known(ACME, Map.of("crm", List.of("read")));
                assertThat(names(tools(reader, "/mcp/agents/" + reader.role())))
                        .hasSize(3)
                        .contains("read_result");
                assertThat(call(reader, "find_tools", Map.of("query", "secret change"))
                                .at("/result/matches")
                                .asInt())
                        .isZero();
                assertThat(call(stranger, "find_tools", Map.of("query", "tool"))
                                .at("/result/tools")
                                .toString())
                        .doesNotContain(upstream.prefix());
            } finally {
                upstream.delete();
            }
        }
    }

    @Test
    void fiveHundredToolsAreListedWithoutTheUpstream() {
        try (ScriptedUpstream server = many(480)) {
            UpstreamsForTests upstream = UpstreamsForTests.add(server.url());
            try {
                int asked = server.received("tools/list").size();
                assertThat(names(Gateway.read(list("/mcp")).at("/result/tools")).size())
                        .isGreaterThanOrEqualTo(490);
                server.goAway();
                assertThat(names(Gateway.read(list("/mcp")).at("/result/tools")))
                        .contains(upstream.tool("tool_479"));
                assertThat(server.received("tools/list")).as("no live upstream").hasSize(asked);
            } finally {
                upstream.delete();
            }
        }
    }

    private static ScriptedUpstream many(int count) {
        ScriptedUpstream server = ScriptedUpstream.start();
        for (int i = 0; i < count; i++) {
            server.offer("tool_%02d".formatted(i), true);
        }
        return server;
    }

    private static JsonNode call(AgentsForTests agent, String tool, Map<String, ?> arguments) {
        return Gateway.read(Gateway.call(as(ACME_MEMBER).queryParam("agent_role", agent.role()), tool, arguments));
    }

    private static JsonNode tools(AgentsForTests agent, String path) {
        return Gateway.read(list(path)).at("/result/tools");
    }

    private static Response list(String path) {
        Map<String, Object> request = new HashMap<>(Map.of("jsonrpc", "2.0", "id", 7, "method", "tools/list"));
        request.put("params", Map.of());
        return as(ACME_MEMBER)
                .header("MCP-Protocol-Version", "2025-11-25")
                .header("Accept", "application/json, text/event-stream")
                .body(request)
                .post(path);
    }

    private static List<String> names(JsonNode tools) {
        List<String> names = new ArrayList<>();
        tools.forEach(tool -> names.add(tool.get("name").asText()));
        return names;
    }
}
