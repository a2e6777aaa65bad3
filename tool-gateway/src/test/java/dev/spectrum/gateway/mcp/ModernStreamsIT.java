package dev.spectrum.gateway.mcp;

import static dev.spectrum.gateway.Gateway.as;
import static dev.spectrum.gateway.Gateway.json;
import static dev.spectrum.gateway.mcp.McpForTests.MODERN;
import static dev.spectrum.gateway.mcp.McpForTests.modern;
import static dev.spectrum.gateway.mcp.McpForTests.modernRequest;
import static dev.spectrum.gateway.mcp.McpForTests.requireValid;
import static dev.spectrum.platform.testing.TestUser.ACME_ADMIN;
import static dev.spectrum.platform.testing.TestUser.ACME_MEMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.gateway.mcp.conformance.ConformanceProfile;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What revision 2026-07-28 does beyond one answer to one request, with the fixtures of the conformance suite. */
@QuarkusTest
@TestProfile(ConformanceProfile.class)
class ModernStreamsIT {

    private static final String CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";
    private static final String SUBSCRIPTION = "io.modelcontextprotocol/subscriptionId";

    @Test
    void whatIsToldBeforeTheEndMakesTheAnswerAStream() throws Exception {
        ObjectNode call = call("test_tool_with_progress");
        call.withObject("/params/_meta").put("progressToken", "mine");
        try (StreamForTests answer = StreamForTests.modern(ACME_MEMBER, call)) {
            assertThat(answer.isEvents()).isTrue();
            for (int done : new int[] {0, 50, 100}) {
                JsonNode progress = answer.next();
                requireValid(progress, MODERN, "ProgressNotification");
                assertThat(progress.at("/params/progressToken").asText()).isEqualTo("mine");
                assertThat(progress.at("/params/progress").asInt()).isEqualTo(done);
            }
            JsonNode result = answer.next();
            requireValid(result, MODERN, "CallToolResultResponse");
            assertThat(result.at("/result/content/0/text").asText()).startsWith("Tool with progress");
        }
        try (StreamForTests answer = StreamForTests.modern(ACME_MEMBER, call("test_tool_with_progress"))) {
            assertThat(answer.isEvents()).as("nobody asked for progress").isFalse();
        }
    }

    @Test
    void logsGoToWhomAskedForThem() throws Exception {
        ObjectNode call = call("test_logging_tool");
        call.withObject("/params/_meta").put("io.modelcontextprotocol/logLevel", "info");
        try (StreamForTests answer = StreamForTests.modern(ACME_MEMBER, call)) {
            JsonNode log = answer.next();
            requireValid(log, MODERN, "LoggingMessageNotification");
            assertThat(log.at("/params/level").asText()).isEqualTo("info");
            assertThat(answer.next().has("result")).isTrue();
        }
        call.withObject("/params/_meta").put("io.modelcontextprotocol/logLevel", "warning");
        try (StreamForTests answer = StreamForTests.modern(ACME_MEMBER, call)) {
            assertThat(answer.isEvents()).isFalse();
            assertThat(answer.next().has("result")).isTrue();
        }
    }

    @Test
    void whoTakesNoEventsHearsTheResultAlone() {
        ObjectNode call = call("test_tool_with_progress");
        call.withObject("/params/_meta").put("progressToken", 1);
        as(ACME_MEMBER)
                .header("MCP-Protocol-Version", MODERN)
                .header("Mcp-Method", "tools/call")
                .header("Mcp-Name", "test_tool_with_progress")
                .header("Accept", "application/json")
                .body(call.toString())
                .post("/mcp")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("result.isError", equalTo(false));
    }

    @Test
    void aChangeIsToldToThoseWhoListenForIt() throws Exception {
        try (StreamForTests tools = listen(Map.of("toolsListChanged", true));
                StreamForTests prompts = listen(Map.of("promptsListChanged", true))) {
            for (StreamForTests stream : List.of(tools, prompts)) {
                JsonNode acknowledged = stream.next();
                requireValid(acknowledged, MODERN, "SubscriptionsAcknowledgedNotification");
                assertThat(acknowledged.at("/params/_meta").path(SUBSCRIPTION).asInt())
                        .isEqualTo(7);
            }
            result("test_trigger_tool_change", Map.of());
            result("test_trigger_prompt_change", Map.of());

            JsonNode changed = tools.next();
            requireValid(changed, MODERN, "ToolListChangedNotification");
            assertThat(changed.at("/params/_meta").path(SUBSCRIPTION).asInt()).isEqualTo(7);
            assertThat(prompts.next().path("method").asText())
                    .as("and nothing else")
                    .isEqualTo("notifications/prompts/list_changed");
        }
    }

    @Test
    void aResourceThatChangesIsTold() throws Exception {
        try (StreamForTests stream = listen(Map.of("resourceSubscriptions", List.of("test://watched-resource")))) {
            assertThat(stream.next()
                            .at("/params/notifications/resourceSubscriptions/0")
                            .asText())
                    .isEqualTo("test://watched-resource");
            JsonNode updated = stream.next();
            requireValid(updated, MODERN, "ResourceUpdatedNotification");
            assertThat(updated.at("/params/uri").asText()).isEqualTo("test://watched-resource");
        }
    }

    @Test
    void aStreamThatWasHungUpTakesNoPlace() throws Exception {
        for (int i = 0; i < 3 * ConformanceProfile.OPEN_STREAMS; i++) {
            try (StreamForTests stream = listen(Map.of("toolsListChanged", true))) {
                stream.next();
            }
        }
    }

    @Test
    void whoAsksForMoreStreamsThanThereMayBeComesLater() throws Exception {
        StreamForTests[] streams = new StreamForTests[ConformanceProfile.OPEN_STREAMS + 1];
        try {
            for (int i = 0; i < streams.length; i++) {
                streams[i] = open(Map.of("toolsListChanged", true));
            }
            assertThat(streams[streams.length - 1].status()).isEqualTo(503);
        } finally {
            for (StreamForTests stream : streams) {
                if (stream != null) {
                    stream.close();
                }
            }
        }
    }

    @Test
    void aQuestionIsAResultAndItsAnswerAnotherRequest() {
        JsonNode asked = result("test_input_required_result_multi_round", Map.of());
        requireValid(asked, MODERN, "InputRequiredResult");
        assertThat(asked.path("resultType").asText()).isEqualTo("input_required");
        assertThat(asked.at("/inputRequests/step1/method").asText()).isEqualTo("elicitation/create");

        JsonNode again = result("test_input_required_result_multi_round", answer("step1", "name", "Dana", asked));
        assertThat(again.at("/inputRequests/step2/params/message").asText()).contains("color");
        JsonNode done = result("test_input_required_result_multi_round", answer("step2", "color", "blue", again));

        assertThat(done.path("resultType").asText()).isEqualTo("complete");
        assertThat(done.at("/content/0/text").asText()).isEqualTo("Dana likes blue");
        as(ACME_ADMIN)
                .queryParam("tool", "test_input_required_result_multi_round")
                .get("/api/v1/tool-calls")
                .then()
                .body("items.outcome", hasItem("succeeded"))
                .body("items.reason", hasItem("input-required"));
    }

    @Test
    void anAnswerOfAnotherShapeIsAskedForAgain() {
        for (Object answer : List.of(7, "yes", Map.of("action", "maybe"), Map.of("action", "accept"))) {
            JsonNode asked = result(
                    "test_input_required_result_elicitation", Map.of("inputResponses", Map.of("user_name", answer)));
            assertThat(asked.path("resultType").asText()).isEqualTo("input_required");
        }
    }

    @Test
    void requestStateIsOfOneCallerAndOneRequest() {
        JsonNode asked = result("test_input_required_result_request_state", Map.of());
        Map<String, Object> answered = answer("confirm", "ok", true, asked);

        requireRefused(ACME_ADMIN, "test_input_required_result_request_state", answered);
        requireRefused(ACME_MEMBER, "test_input_required_result_tampered_state", answered);
        Map<String, Object> others = new HashMap<>(answered);
        others.put("arguments", Map.of("other", 1));
        requireRefused(ACME_MEMBER, "test_input_required_result_request_state", others);
        String state = asked.path("requestState").asText();
        for (String changed : List.of(
                "",
                state + "x",
                state.substring(1),
                state.replace('.', '-'),
                other(state.charAt(0)) + state.substring(1))) {
            others = new HashMap<>(answered);
            others.put("requestState", changed);
            requireRefused(ACME_MEMBER, "test_input_required_result_request_state", others);
        }
        assertThat(result("test_input_required_result_request_state", answered)
                        .at("/content/0/text")
                        .asText())
                .isEqualTo("state-ok");
    }

    private static char other(char letter) {
        return letter == 'A' ? 'B' : 'A';
    }

    @Test
    void aClientIsAskedOnlyWhatItCanAnswer() {
        ObjectNode call = call("test_missing_capability");
        call.withObject("/params/_meta").putObject(CAPABILITIES);
        JsonNode refused = json(modern(as(ACME_MEMBER), "/mcp", call).asString());
        requireValid(refused, MODERN, "MissingRequiredClientCapabilityError");
        assertThat(refused.at("/error/data/requiredCapabilities").has("sampling"))
                .isTrue();
    }

    @Test
    void argumentsThatAreMirroredMustMatchTheirHeaders() {
        ObjectNode call = call("test_mirrored_argument");
        call.withObject("/params/arguments").put("region", "us-west1");
        modern(as(ACME_MEMBER).header("Mcp-Param-Region", "us-west1"), "/mcp", call)
                .then()
                .statusCode(200)
                .body("result.isError", equalTo(false));
        modern(as(ACME_MEMBER).header("Mcp-Param-Region", "us-east1"), "/mcp", call)
                .then()
                .statusCode(400)
                .body("error.code", equalTo(-32020));
        modern(as(ACME_MEMBER), "/mcp", call).then().statusCode(400).body("error.code", equalTo(-32020));
    }

    @Test
    void sessionsAreOfTheOlderRevision() {
        as(ACME_MEMBER)
                .header("MCP-Protocol-Version", MODERN)
                .get("/mcp")
                .then()
                .statusCode(405);
        modern(as(ACME_MEMBER).header("Mcp-Session-Id", "anything"), "/mcp", "server/discover", Map.of())
                .then()
                .statusCode(200);
    }

    /** Once those of the test before have been seen to be gone. */
    private static StreamForTests listen(Map<String, ?> notifications) throws Exception {
        StreamForTests stream = open(notifications);
        while (stream.status() == 503) {
            stream.close();
            stream = open(notifications);
        }
        return stream;
    }

    private static StreamForTests open(Map<String, ?> notifications) throws Exception {
        return StreamForTests.modern(
                ACME_MEMBER, modernRequest("subscriptions/listen", Map.of("notifications", notifications)));
    }

    private static ObjectNode call(String tool) {
        return call(tool, Map.of());
    }

    private static ObjectNode call(String tool, Map<String, ?> params) {
        ObjectNode call = modernRequest("tools/call", params);
        call.withObject("/params").put("name", tool);
        ObjectNode can = call.withObject("/params/_meta").putObject(CAPABILITIES);
        can.putObject("elicitation");
        can.putObject("sampling");
        return call;
    }

    private static Map<String, Object> answer(String key, String field, Object value, JsonNode asked) {
        return Map.of(
                "inputResponses",
                Map.of(key, Map.of("action", "accept", "content", Map.of(field, value))),
                "requestState",
                asked.path("requestState").asText());
    }

    private static JsonNode result(String tool, Map<String, ?> params) {
        JsonNode message =
                json(modern(as(ACME_MEMBER), "/mcp", call(tool, params)).asString());
        assertThat(message.has("result")).as(message.toString()).isTrue();
        return message.get("result");
    }

    private static void requireRefused(TestUser user, String tool, Map<String, ?> params) {
        modern(as(user), "/mcp", call(tool, params)).then().statusCode(400).body("error.code", equalTo(-32602));
    }
}
