package dev.spectrum.gateway.mcp;

import static dev.spectrum.gateway.Gateway.as;
import static dev.spectrum.gateway.Gateway.json;
import static dev.spectrum.gateway.mcp.McpForTests.LEGACY;
import static dev.spectrum.gateway.mcp.McpForTests.request;
import static dev.spectrum.gateway.mcp.McpForTests.requireValid;
import static dev.spectrum.platform.testing.TestUser.ACME_ADMIN;
import static dev.spectrum.platform.testing.TestUser.ACME_MEMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.gateway.mcp.conformance.ConformanceProfile;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Sessions of revision 2025-11-25, with the fixtures of the conformance suite. */
@QuarkusTest
@TestProfile(ConformanceProfile.class)
class LegacyStreamsIT {

    @Test
    void aToolAsksInTheMiddleOfItsCall() throws Exception {
        String session = begin(ACME_MEMBER, Map.of("elicitation", Map.of()));
        ObjectNode call = call("test_elicitation", Map.of("message", "Who are you?"));
        try (StreamForTests answer = StreamForTests.legacy(ACME_MEMBER, session, call)) {
            JsonNode question = answer.next();
            requireValid(question, LEGACY, "ElicitRequest");
            assertThat(question.at("/params/message").asText()).isEqualTo("Who are you?");

            post(ACME_MEMBER, session, answer(question, Map.of("username", "dana", "email", "d@example.com")))
                    .then()
                    .statusCode(202)
                    .body(emptyString());
            JsonNode result = answer.next();
            requireValid(result.get("result"), LEGACY, "CallToolResult");
            assertThat(result.at("/result/content/0/text").asText())
                    .contains("accept")
                    .contains("dana");
        }
    }

    @Test
    void anotherUserCannotAnswer() throws Exception {
        String session = begin(ACME_MEMBER, Map.of("elicitation", Map.of()));
        try (StreamForTests answer =
                StreamForTests.legacy(ACME_MEMBER, session, call("test_elicitation", Map.of("message", "Who?")))) {
            JsonNode question = answer.next();
            ObjectNode forged = answer(question, Map.of("username", "mallory", "email", "m@example.com"));
            post(ACME_ADMIN, session, forged).then().statusCode(404);

            post(ACME_MEMBER, session, answer(question, Map.of("username", "dana", "email", "d@example.com")));
            assertThat(answer.next().at("/result/content/0/text").asText()).contains("dana");
        }
    }

    @Test
    void aClientIsAskedOnlyWhatItCanAnswer() {
        String session = begin(ACME_MEMBER, Map.of());
        post(ACME_MEMBER, session, call("test_elicitation", Map.of("message", "Who?")))
                .then()
                .statusCode(200)
                .body("result.isError", equalTo(true))
                .body("result._meta.'dev.spectrum/error'.error", equalTo("client-cannot-be-asked"));
    }

    @Test
    void aCallIsGivenUpWhenItsClientSaysSo() throws Exception {
        String session = begin(ACME_MEMBER, Map.of("elicitation", Map.of()));
        try (StreamForTests answer =
                StreamForTests.legacy(ACME_MEMBER, session, call("test_elicitation", Map.of("message", "Who?")))) {
            answer.next();
            ObjectNode cancelled = request("notifications/cancelled", Map.of("requestId", 7));
            cancelled.remove("id");
            post(ACME_MEMBER, session, cancelled).then().statusCode(202);
            assertThat(answer.ends()).isTrue();
        }
    }

    @Test
    void logsComeFromTheLevelOnThatWasSet() throws Exception {
        String session = begin(ACME_MEMBER, Map.of());
        ObjectNode call = call("test_tool_with_logging", Map.of());
        try (StreamForTests answer = StreamForTests.legacy(ACME_MEMBER, session, call)) {
            assertThat(answer.isEvents()).as("none was set").isFalse();
        }
        post(ACME_MEMBER, session, request("logging/setLevel", Map.of("level", "debug")))
                .then()
                .statusCode(200);
        try (StreamForTests answer = StreamForTests.legacy(ACME_MEMBER, session, call)) {
            for (int i = 0; i < 3; i++) {
                requireValid(answer.next(), LEGACY, "LoggingMessageNotification");
            }
            assertThat(answer.next().has("result")).isTrue();
        }
        post(ACME_MEMBER, session, request("logging/setLevel", Map.of("level", "loud")))
                .then()
                .body("error.code", equalTo(-32602));
    }

    @Test
    void itsStreamTellsWhatChanges() throws Exception {
        String session = begin(ACME_MEMBER, Map.of());
        try (StreamForTests stream = StreamForTests.get(ACME_MEMBER, session)) {
            assertThat(stream.isEvents()).isTrue();
            post(ACME_MEMBER, session, call("test_trigger_tool_change", Map.of()));
            JsonNode changed = stream.next();
            requireValid(changed, LEGACY, "ToolListChangedNotification");

            post(ACME_MEMBER, session, request("resources/subscribe", Map.of("uri", "test://watched-resource")));
            JsonNode updated = stream.next();
            requireValid(updated, LEGACY, "ResourceUpdatedNotification");
            assertThat(updated.at("/params/uri").asText()).isEqualTo("test://watched-resource");
        }
    }

    @Test
    void aSessionThatHasEndedIsNotThere() {
        String session = begin(ACME_MEMBER, Map.of());
        end(ACME_ADMIN, session).then().statusCode(404);
        end(ACME_MEMBER, session).then().statusCode(204);
        end(ACME_MEMBER, session).then().statusCode(404);
        for (String gone : new String[] {session, "made-up", "a.b", session.replace('.', 'x')}) {
            Response answer = post(ACME_MEMBER, gone, request("tools/list", Map.of()));
            assertThat(answer.statusCode()).isEqualTo(404);
            requireValid(json(answer.asString()), LEGACY, "JSONRPCErrorResponse");
        }
    }

    @Test
    void anUnknownResourceHasACodeOfItsOwn() {
        post(ACME_MEMBER, begin(ACME_MEMBER, Map.of()), request("resources/read", Map.of("uri", "test://nothing")))
                .then()
                .body("error.code", equalTo(-32002))
                .body("error.data.uri", equalTo("test://nothing"));
    }

    private static String begin(TestUser user, Map<String, ?> capabilities) {
        Response hello = as(user).header("Accept", "application/json, text/event-stream")
                .body(request(
                                "initialize",
                                Map.of(
                                        "protocolVersion",
                                        LEGACY,
                                        "capabilities",
                                        capabilities,
                                        "clientInfo",
                                        Map.of("name", "test", "version", "1")))
                        .toString())
                .post("/mcp");
        requireValid(json(hello.asString()).get("result"), LEGACY, "InitializeResult");
        return hello.header("Mcp-Session-Id");
    }

    private static ObjectNode call(String tool, Map<String, ?> arguments) {
        return request("tools/call", Map.of("name", tool, "arguments", arguments));
    }

    private static ObjectNode answer(JsonNode question, Map<String, ?> content) {
        ObjectNode answer = request("", Map.of());
        answer.remove("method");
        answer.remove("params");
        answer.set("id", question.get("id"));
        ObjectNode result = answer.putObject("result").put("action", "accept");
        content.forEach((field, value) -> result.withObject("/content").put(field, String.valueOf(value)));
        return answer;
    }

    private static Response post(TestUser user, String session, ObjectNode message) {
        return as(user).header("MCP-Protocol-Version", LEGACY)
                .header("Mcp-Session-Id", session)
                .header("Accept", "application/json, text/event-stream")
                .body(message.toString())
                .post("/mcp");
    }

    private static Response end(TestUser user, String session) {
        return as(user).header("Mcp-Session-Id", session).delete("/mcp");
    }
}
