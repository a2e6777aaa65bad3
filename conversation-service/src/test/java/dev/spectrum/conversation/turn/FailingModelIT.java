package dev.spectrum.conversation.turn;

import static dev.spectrum.conversation.ScriptedServers.GATEWAY;
import static dev.spectrum.conversation.ScriptedServers.MODEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.spectrum.conversation.AgentState;
import dev.spectrum.conversation.Chat;
import dev.spectrum.conversation.Events;
import dev.spectrum.conversation.ScriptedServers;
import dev.spectrum.conversation.Sql;
import dev.spectrum.platform.model.Budget;
import dev.spectrum.platform.testing.KafkaEvent;
import dev.spectrum.platform.testing.KafkaEvents;
import dev.spectrum.platform.testing.ScriptedModel.Reply;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FailingModelIT {

    private final String role = "failing-" + UUID.randomUUID();

    @BeforeEach
    void anAgentExists() {
        ScriptedServers.forget();
        AgentState.tenantsExist();
        AgentState.agent(role);
    }

    @Test
    void aModelThatFailsIsABadGateway() throws SQLException {
        MODEL.say(new Reply.Status(500), new Reply.Status(500));

        JsonPath problem = failed(502, "model-unavailable", true);

        assertKept(problem, "failed");
    }

    @Test
    void aModelThatIsSilentIsAGatewayTimeoutWithinItsTime() throws SQLException {
        MODEL.say(new Reply.Silence());
        Instant start = Instant.now();

        JsonPath problem = failed(504, "model-timeout", true);

        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(10));
        assertKept(problem, "failed");
    }

    @Test
    void aModelThatHasTooMuchToDoSaysWhenToComeBack() throws SQLException {
        MODEL.say(new Reply.Status(429));

        Response answer = Chat.send(role, "Hello");

        answer.then().statusCode(503).header("Retry-After", notNullValue());
        assertThat(answer.jsonPath().getString("type")).isEqualTo("urn:spectrum:problem:model-overloaded");
        assertKept(answer.jsonPath(), "failed");
    }

    @Test
    void aModelThatRefusesOurKeyIsNotWorthARetry() throws SQLException {
        MODEL.say(new Reply.Status(401));

        assertKept(failed(502, "model-rejected", false), "failed");
    }

    @Test
    void anExhaustedBudgetSaysWhenItIsRenewed() throws SQLException {
        UUID agent = UUID.randomUUID();
        AgentState.agent(TestUser.GLOBEX, agent, role, 0, changed -> {});
        AgentState.tenant(TestUser.GLOBEX, "Globex", 0.000001, System.currentTimeMillis());
        try {
            Response answer = Chat.as(TestUser.GLOBEX_OWNER)
                    .body(Chat.body(role, "Hello"))
                    .post("/api/chat/send");

            answer.then()
                    .statusCode(429)
                    .contentType("application/problem+json")
                    .body("type", equalTo("urn:spectrum:problem:budget-exhausted"))
                    .body("resets_at", equalTo(Budget.resetsAt().toString()))
                    .body("retryable", equalTo(false))
                    .body("message_id", notNullValue());
            assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 86_400);
            Chat.as(TestUser.GLOBEX_OWNER)
                    .accept("text/event-stream")
                    .body(Chat.body(role, "Hello"))
                    .post("/api/chat/send")
                    .then()
                    .statusCode(200)
                    .body(containsString("\"code\":\"budget-exhausted\",\"resets_at\":\"" + Budget.resetsAt() + "\""));
            assertThat(MODEL.requests()).isEmpty();
        } finally {
            AgentState.tenant(TestUser.GLOBEX, "Globex", 5, System.currentTimeMillis());
        }
    }

    @Test
    void aFailedTurnIsToldAndThenItsRetryIsToldOnce() throws SQLException {
        Map<String, Object> body = Chat.body(role, "Who?");
        body.put("client_message_id", UUID.randomUUID());
        MODEL.say(new Reply.Status(500), new Reply.Status(500));
        JsonPath problem = Chat.send(body).then().statusCode(502).extract().jsonPath();
        String conversation = problem.getString("conversation_id");
        MODEL.say("Dana.");

        JsonPath answer = Chat.send(body).then().statusCode(200).extract().jsonPath();

        assertThat(answer.getString("run_id")).isEqualTo(problem.getString("run_id"));
        assertThat(answer.getString("conversation_id")).isEqualTo(conversation);
        try (Sql sql = Sql.in(TestUser.ACME)) {
            assertThat(sql.count(
                            "select count(*) from message where conversation_id = ?::uuid and role = 'user'",
                            conversation))
                    .isEqualTo(1);
            assertThat(sql.count("select count(*) from message where conversation_id = ?::uuid", conversation))
                    .isEqualTo(2);
        }
        try (KafkaEvents events = KafkaEvents.of("spectrum.conversation.events")) {
            events.await(3, event -> event.subject().equals(conversation));
            List<KafkaEvent> told = events.all().stream()
                    .filter(event -> event.subject().equals(conversation))
                    .toList();
            assertThat(told)
                    .extracting(KafkaEvent::type)
                    .containsExactly(
                            "dev.spectrum.conversation.conversation.started.v1",
                            "dev.spectrum.conversation.turn.failed.v1",
                            "dev.spectrum.conversation.turn.completed.v1");
            assertThat(told.get(1).data().path("reason").asText()).isEqualTo("unavailable");
            assertThat(told.get(1).data().path("retryable").asBoolean()).isTrue();
            assertThat(told.get(2).data().path("user_message_id").asText()).isEqualTo(problem.getString("message_id"));
            assertThat(told.get(2).data().path("message_id").asText()).isEqualTo(answer.getString("message_id"));
        }
    }

    @Test
    void whoSentNoIdOfTheirOwnRetriesWithTheIdOfTheKeptMessage() {
        MODEL.say(new Reply.Status(500), new Reply.Status(500));
        JsonPath problem =
                Chat.send(role, "Who?").then().statusCode(502).extract().jsonPath();
        Map<String, Object> retry = Chat.body(role, "Who?");
        retry.put("conversation_id", problem.getString("conversation_id"));
        retry.put("client_message_id", problem.getString("message_id"));

        Chat.send(retry)
                .then()
                .statusCode(200)
                .body("run_id", equalTo(problem.getString("run_id")))
                .body("conversation_id", equalTo(problem.getString("conversation_id")));
    }

    @Test
    void aRetryDoesNotUseItsToolsAgain() {
        GATEWAY.offer("send_email", "{\"sent\": true}");
        Map<String, Object> body = Chat.body(role, "Write to Dana");
        body.put("client_message_id", UUID.randomUUID());
        MODEL.askFor("send_email", "{\"to\": \"dana@northwind.test\"}");
        MODEL.say(new Reply.Status(500), new Reply.Status(500));
        Chat.send(body).then().statusCode(502);
        MODEL.say("I have written to Dana.");

        Chat.send(body)
                .then()
                .statusCode(200)
                .body("tool_calls.name", equalTo(List.of("send_email")))
                .body("usage.input_tokens", equalTo(20));

        assertThat(GATEWAY.calls()).hasSize(1);
        assertThat(MODEL.lastRequest().at("/messages/3/content").asText()).contains("sent");
    }

    @Test
    void theConversationGoesOnAfterAFailedTurn() {
        MODEL.say(new Reply.Status(500), new Reply.Status(500));
        String conversation = Chat.send(role, "First").jsonPath().getString("conversation_id");

        Chat.send(role, "Second", conversation).then().statusCode(200);

        assertThat(MODEL.lastRequest()
                        .path("messages")
                        .valueStream()
                        .map(message -> message.path("content").asText())
                        .skip(1))
                .containsExactly("First", "Second");
    }

    private JsonPath failed(int status, String problem, boolean retryable) {
        return Chat.send(role, "Hello")
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:spectrum:problem:" + problem))
                .body("retryable", equalTo(retryable))
                .extract()
                .jsonPath();
    }

    private static void assertKept(JsonPath problem, String state) throws SQLException {
        try (Sql sql = Sql.in(TestUser.ACME)) {
            assertThat(sql.one("select content from message where id = ?::uuid", problem.getString("message_id")))
                    .contains("Hello");
            assertThat(sql.one("select state from turn where id = ?::uuid", problem.getString("run_id")))
                    .contains(state);
        }
    }

    @Test
    void aRetryInAConversationThatWasDeletedMeanwhileFindsNone() {
        MODEL.say(new Reply.Status(500), new Reply.Status(500));
        Map<String, Object> body = Chat.body(role, "Who?");
        body.put("client_message_id", UUID.randomUUID());
        String conversation = Chat.send(body).jsonPath().getString("conversation_id");
        String etag = Chat.as(TestUser.ACME_MEMBER)
                .get("/api/v1/conversations/" + conversation)
                .header("ETag");
        Chat.as(TestUser.ACME_MEMBER)
                .header("If-Match", etag)
                .delete("/api/v1/conversations/" + conversation)
                .then()
                .statusCode(204);

        Chat.send(body).then().statusCode(404);
    }

    /** Its server was told how many tokens it may give. */
    @Test
    void anEndlessAnswerIsCutShortAndTheConversationGoesOn() {
        String endless = "x".repeat(3_000_000);
        MODEL.say(endless);
        Response whole = Chat.send(role, "Go");
        MODEL.say(endless);
        String conversation = whole.jsonPath().getString("conversation_id");
        Map<String, Object> body = Chat.body(role, "Once more");
        body.put("conversation_id", conversation);
        try (Events pieces = Events.send(body)) {
            assertThat(pieces.toTheEnd()
                            .getLast()
                            .data()
                            .at("/usage/0/outputTokens")
                            .asInt())
                    .isPositive();
            assertThat(pieces.text()).hasSize(100_000);
        }

        whole.then().statusCode(200).body("message.length()", equalTo(100_000)).body("ending", equalTo("broken_off"));
        Chat.send(role, "And now?", conversation).then().statusCode(200);
    }
}
