package dev.spectrum.conversation.turn;

import static dev.spectrum.conversation.ScriptedServers.GATEWAY;
import static dev.spectrum.conversation.ScriptedServers.MODEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.conversation.AgentState;
import dev.spectrum.conversation.Chat;
import dev.spectrum.conversation.Events;
import dev.spectrum.conversation.ScriptedServers;
import dev.spectrum.conversation.Sql;
import dev.spectrum.platform.testing.KafkaEvents;
import dev.spectrum.platform.testing.ScriptedModel.Reply;
import dev.spectrum.platform.testing.ScriptedModel.ToolCall;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.redis.client.RedisAPI;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An agent that asks before it acts. */
@QuarkusTest
class ApprovalIT {

    private static final String SEND = "email_send";
    private static final String SEARCH = "crm_search";

    private final String role = "approval-" + UUID.randomUUID();
    private String conversation = "";
    private UUID agent = UUID.randomUUID();

    @Inject
    RedisAPI redis;

    @BeforeEach
    void aConversationInWhichAPersonApproves() {
        ScriptedServers.forget();
        AgentState.tenantsExist();
        agent = AgentState.agent(role);
        conversation = Chat.send(role, "Hello").jsonPath().getString("conversation_id");
        Chat.as(TestUser.ACME_MEMBER)
                .body("{\"permission_mode\": \"co_pilot\"}")
                .patch("/api/v1/conversations/" + conversation + "/settings")
                .then()
                .statusCode(200);
        GATEWAY.offerReading(SEARCH, "{\"found\": \"dana@northwind.test\"}");
        GATEWAY.offer(SEND, "{\"sent\": true}");
    }

    private Response asked() {
        MODEL.say(new Reply.Tools(List.of(
                new ToolCall("a", SEARCH, "{\"query\": \"dana\"}"),
                new ToolCall("b", SEND, "{\"to\": \"dana@northwind.test\"}"))));
        return Chat.send(role, "Write to Dana", conversation);
    }

    private static ValidatableResponse decide(String run, String decision) {
        return Chat.as(TestUser.ACME_MEMBER)
                .body("{\"decisions\": [" + decision + "]}")
                .post("/api/chat/runs/" + run + "/resume")
                .then();
    }

    @Test
    void theRunPausesAndSaysWhatItAsks() {
        Response answer = asked();

        answer.then()
                .statusCode(200)
                .body("message_id", nullValue())
                .body("outcome.type", equalTo("interrupt"))
                .body("outcome.interrupts.id", equalTo(List.of("b")))
                .body("outcome.interrupts[0].reason", equalTo("tool_approval"))
                .body("outcome.interrupts[0].tool_call.name", equalTo(SEND))
                .body("outcome.interrupts[0].tool_call.arguments.to", equalTo("dana@northwind.test"));
        assertThat(GATEWAY.calls()).as("nothing of the round is called before").isEmpty();
        String run = answer.jsonPath().getString("run_id");
        assertThat(Sql.inAcme("select state from turn where id = ?::uuid", run)).isEqualTo("waiting");
        try (KafkaEvents events = KafkaEvents.of("spectrum.conversation.events")) {
            JsonNode told = events.await(event -> event.type().equals("dev.spectrum.conversation.turn.paused.v1")
                            && event.data().path("run_id").asText().equals(run))
                    .data();
            assertThat(told.at("/tools_to_approve/0").asText()).isEqualTo(SEND);
            assertThat(told.toString()).doesNotContain("dana@northwind.test");
        }
    }

    @Test
    void withTheApprovalItGoesOnAlsoWhereNothingIsRemembered() {
        String run = asked().jsonPath().getString("run_id");
        redis.flushallAndAwait(List.of());
        MODEL.say("I have written to Dana.");

        decide(run, "{\"interrupt_id\": \"b\", \"decision\": \"approve\"}")
                .statusCode(200)
                .body("run_id", equalTo(run))
                .body("message", equalTo("I have written to Dana."))
                .body("tool_calls.id", equalTo(List.of("a", "b")))
                .body("tool_calls.is_error", equalTo(List.of(false, false)))
                .body("usage.input_tokens", equalTo(20));

        assertThat(GATEWAY.calls()).hasSize(2);
        assertThat(MODEL.lastRequest().at("/messages/5/content").asText()).contains("dana@northwind.test");
        // The same decision again repeats the answer.
        decide(run, "{\"interrupt_id\": \"b\", \"decision\": \"approve\"}")
                .statusCode(200)
                .body("message", equalTo("I have written to Dana."));
        assertThat(GATEWAY.calls()).hasSize(2);
        Chat.send(role, "Thank you", conversation).then().statusCode(200);
        assertThat(MODEL.lastRequest().path("messages").size()).isEqualTo(9);
    }

    @Test
    void editedArgumentsAreTheOnesThatCount() {
        String run = asked().jsonPath().getString("run_id");

        decide(
                        run,
                        "{\"interrupt_id\": \"b\", \"decision\": \"edit\", \"arguments\": {\"to\": \"boss@northwind.test\"}}")
                .statusCode(200)
                .body("tool_calls[1].arguments.to", equalTo("boss@northwind.test"));

        assertThat(GATEWAY.calls().stream().filter(call -> call.tool().equals(SEND)))
                .singleElement()
                .satisfies(call -> assertThat(
                                call.body().at("/params/arguments/to").asText())
                        .isEqualTo("boss@northwind.test"));
    }

    @Test
    void aRejectionReachesTheModelAndNotTheTool() {
        String run = asked().jsonPath().getString("run_id");

        decide(run, "{\"interrupt_id\": \"b\", \"decision\": \"reject\", \"comment\": \"Not before Monday.\"}")
                .statusCode(200)
                .body("tool_calls.is_error", equalTo(List.of(false, true)));

        assertThat(GATEWAY.calls()).extracting(call -> call.tool()).containsExactly(SEARCH);
        assertThat(MODEL.lastRequest().at("/messages/6/content").asText()).contains("Not before Monday.");
    }

    @Test
    void anAgUiClientIsInterruptedAndResumes() {
        MODEL.say(new Reply.Tools(List.of(new ToolCall("b", SEND, "{\"to\": \"dana@northwind.test\"}"))));
        Map<String, Object> body = Chat.body(role, "Write");
        body.put("conversation_id", conversation);
        String run;
        try (Events asked = Events.send(body)) {
            JsonNode finished = asked.toTheEnd().getLast().data();
            assertThat(asked.types())
                    .containsExactly(
                            "RUN_STARTED", "TOOL_CALL_START", "TOOL_CALL_ARGS", "TOOL_CALL_END", "RUN_FINISHED");
            assertThat(finished.at("/outcome/type").asText()).isEqualTo("interrupt");
            assertThat(finished.at("/outcome/interrupts/0/toolCallId").asText()).isEqualTo("b");
            assertThat(finished.at("/outcome/interrupts/0/responseSchema/type").asText())
                    .isEqualTo("object");
            run = finished.path("runId").asText();
        }
        redis.flushallAndAwait(List.of());
        try (Events again = Events.follow(run)) {
            assertThat(again.toTheEnd().getLast().data().at("/outcome/type").asText())
                    .isEqualTo("interrupt");
        }
        MODEL.say("Written.");
        try (Events rest =
                Events.resume(run, "{\"decisions\": [{\"interrupt_id\": \"b\", \"decision\": \"approve\"}]}")) {
            rest.toTheEnd();
            assertThat(rest.types())
                    .startsWith("RUN_STARTED", "TOOL_CALL_RESULT")
                    .endsWith("RUN_FINISHED");
            assertThat(rest.text()).isEqualTo("Written.");
            assertThat(rest.heard().getFirst().id()).isEqualTo("2-1");
        }
    }

    @Test
    void decisionsHaveToFitWhatIsAsked() {
        String run = asked().jsonPath().getString("run_id");

        decide(run, "{\"interrupt_id\": \"a\", \"decision\": \"approve\"}").statusCode(400);
        decide(run, "").statusCode(400);
        decide(run, "{\"interrupt_id\": \"b\", \"decision\": \"edit\"}")
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/decisions/0/arguments"));
        decide(run, "{\"interrupt_id\": \"b\", \"decision\": \"maybe\"}").statusCode(400);
        Chat.as(TestUser.ACME_OWNER)
                .body("{\"decisions\": [{\"interrupt_id\": \"b\", \"decision\": \"approve\"}]}")
                .post("/api/chat/runs/" + run + "/resume")
                .then()
                .statusCode(404);
        assertThat(GATEWAY.calls()).isEmpty();
    }

    @Test
    void anAgentThatWasDisabledMeanwhileDoesNotAct() {
        String run = asked().jsonPath().getString("run_id");
        AgentState.agent(TestUser.ACME, agent, role, 1, changed -> changed.put("enabled", false));

        decide(run, "{\"interrupt_id\": \"b\", \"decision\": \"approve\"}")
                .statusCode(404)
                .body("type", equalTo("urn:spectrum:problem:agent-disabled"));
        assertThat(GATEWAY.calls()).isEmpty();
    }

    @Test
    void whereAPersonDoesEverythingTheAgentOnlyReads() {
        Chat.as(TestUser.ACME_MEMBER)
                .body("{\"permission_mode\": \"manual\"}")
                .patch("/api/v1/conversations/" + conversation + "/settings")
                .then()
                .statusCode(200);

        asked().then().statusCode(200).body("tool_calls.is_error", equalTo(List.of(false, true)));

        assertThat(GATEWAY.calls()).extracting(call -> call.tool()).containsExactly(SEARCH);
    }

    @Test
    void aMessageInsteadOfADecisionGoesOnWithoutIt() {
        String run = asked().jsonPath().getString("run_id");

        Chat.send(role, "Never mind", conversation).then().statusCode(200).body("message", equalTo("All right."));
        decide(run, "{\"interrupt_id\": \"b\", \"decision\": \"reject\"}").statusCode(200);

        Chat.send(role, "Where are we?", conversation).then().statusCode(200);
        assertThat(MODEL.lastRequest().toString()).contains("Never mind").doesNotContain("Not before");
    }

    @Test
    void aRunThatIsStoppedWhileItWaitsDoesNothingOfWhatItAsked() {
        String run = asked().jsonPath().getString("run_id");

        Chat.as(TestUser.ACME_MEMBER)
                .post("/api/chat/runs/" + run + "/stop")
                .then()
                .statusCode(200)
                .body("outcome.type", equalTo("cancelled"));
        decide(run, "{\"interrupt_id\": \"b\", \"decision\": \"approve\"}")
                .statusCode(200)
                .body("outcome.type", equalTo("cancelled"));

        assertThat(GATEWAY.calls()).isEmpty();
        Chat.as(TestUser.ACME_MEMBER)
                .get("/api/v1/conversations/" + conversation + "/messages")
                .then()
                .body("items[-1].ending", equalTo("stopped"));
        Chat.send(role, "Where are we?", conversation).then().statusCode(200);
    }

    @Test
    void nobodyDecidesInAConversationThatWasDeletedMeanwhile() {
        String run = asked().jsonPath().getString("run_id");
        String etag = Chat.as(TestUser.ACME_MEMBER)
                .get("/api/v1/conversations/" + conversation)
                .header("ETag");
        Chat.as(TestUser.ACME_MEMBER)
                .header("If-Match", etag)
                .delete("/api/v1/conversations/" + conversation)
                .then()
                .statusCode(204);

        decide(run, "{\"interrupt_id\": \"b\", \"decision\": \"approve\"}").statusCode(404);
        assertThat(GATEWAY.calls()).isEmpty();
    }
}
