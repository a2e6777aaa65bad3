package dev.spectrum.conversation.turn;

import static dev.spectrum.conversation.ScriptedServers.GATEWAY;
import static dev.spectrum.conversation.ScriptedServers.MODEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.conversation.AgentState;
import dev.spectrum.conversation.Chat;
import dev.spectrum.conversation.Events;
import dev.spectrum.conversation.Events.Event;
import dev.spectrum.conversation.ScriptedServers;
import dev.spectrum.conversation.Sql;
import dev.spectrum.platform.testing.KafkaEvents;
import dev.spectrum.platform.testing.ScriptedModel.Reply;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.redis.client.RedisAPI;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RunIT {

    private static final String SEARCH = "revops_search_contacts";

    private final String role = "stream-" + UUID.randomUUID();

    @Inject
    RedisAPI redis;

    @BeforeEach
    void anAgentExists() {
        ScriptedServers.forget();
        AgentState.tenantsExist();
        AgentState.agent(role);
    }

    private Map<String, Object> body(String message) {
        return Chat.body(role, message);
    }

    @Test
    void anAnswerComesAsEventsOfAgUi() {
        MODEL.say("Call Dana Whitfield of Northwind.");

        try (Events answer = Events.send(body("Who should I call?"))) {
            List<Event> events = answer.toTheEnd();

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.contentType()).startsWith("text/event-stream");
            assertThat(answer.types()).startsWith("RUN_STARTED", "TEXT_MESSAGE_START", "TEXT_MESSAGE_CONTENT");
            assertThat(answer.types()).endsWith("TEXT_MESSAGE_CONTENT", "TEXT_MESSAGE_END", "RUN_FINISHED");
            assertThat(answer.text()).isEqualTo("Call Dana Whitfield of Northwind.");
            assertThat(events)
                    .extracting(Event::id)
                    .startsWith("1-1", "1-2", "1-3")
                    .doesNotHaveDuplicates();
            JsonNode started = events.getFirst().data();
            JsonNode finished = events.getLast().data();
            assertThat(started.path("protocolVersion").asText()).isEqualTo("1.0");
            assertThat(finished.path("threadId")).isEqualTo(started.path("threadId"));
            assertThat(finished.path("runId")).isEqualTo(started.path("runId"));
            assertThat(finished.at("/outcome/type").asText()).isEqualTo("success");
            assertThat(finished.at("/usage/0/inputTokens").asInt()).isEqualTo(10);
            assertThat(finished.at("/usage/0/totalTokens").asInt()).isEqualTo(15);
            assertThat(finished.at("/result/usage/cost_usd").asDouble()).isEqualTo(5e-6);
            assertThat(finished.at("/result/agent/role").asText()).isEqualTo(role);
            assertThat(events.get(1).data().path("messageId")).isEqualTo(finished.at("/result/message_id"));
        }
    }

    @Test
    void whatWasHeardIsWhatIsKept() {
        MODEL.say("Call Dana.");
        try (Events answer = Events.send(body("Who?"))) {
            JsonNode finished = answer.await("RUN_FINISHED").data();
            String conversation = finished.path("threadId").asText();
            JsonPath messages = Chat.as(TestUser.ACME_MEMBER)
                    .get("/api/v1/conversations/" + conversation + "/messages")
                    .jsonPath();

            assertThat(messages.getList("items.content")).isEqualTo(List.of("Who?", "Call Dana."));
            assertThat(messages.getString("items[1].id"))
                    .isEqualTo(finished.at("/result/message_id").asText());
            assertThat(messages.getString("items[0].id"))
                    .isEqualTo(answer.heard()
                            .getFirst()
                            .data()
                            .at("/metadata/userMessageId")
                            .asText());
        }
    }

    @Test
    void toolsAreSeenWhileTheyAreUsed() {
        GATEWAY.offer(SEARCH, "{\"contacts\": [{\"name\": \"Dana\"}]}");
        MODEL.askFor(SEARCH, "{\"query\": \"open\"}");
        MODEL.say("Dana.");

        try (Events answer = Events.send(body("Who?"))) {
            answer.toTheEnd();

            assertThat(answer.types())
                    .containsExactly(
                            "RUN_STARTED",
                            "TOOL_CALL_START",
                            "TOOL_CALL_ARGS",
                            "TOOL_CALL_END",
                            "TOOL_CALL_RESULT",
                            "TEXT_MESSAGE_START",
                            "TEXT_MESSAGE_CONTENT",
                            "TEXT_MESSAGE_END",
                            "RUN_FINISHED");
            JsonNode call = answer.await("TOOL_CALL_START").data();
            assertThat(call.path("toolCallName").asText()).isEqualTo(SEARCH);
            assertThat(answer.await("TOOL_CALL_ARGS").data().path("delta").asText())
                    .isEqualTo("{\"query\":\"open\"}");
            JsonNode result = answer.await("TOOL_CALL_RESULT").data();
            assertThat(result.path("toolCallId")).isEqualTo(call.path("toolCallId"));
            assertThat(result.path("content").asText()).contains("Dana");
        }
    }

    @Test
    void aDroppedConnectionStopsNothingAndIsResumedWhereItBroke() {
        MODEL.say(new Reply.Drips("la "));
        String run;
        String last;
        String heard;
        try (Events answer = Events.send(body("Sing"))) {
            run = answer.await("RUN_STARTED").data().path("runId").asText();
            answer.await(event -> answer.text().length() > 30);
            last = answer.heard().getLast().id();
            heard = answer.text();
        }
        int hungUp = MODEL.hangUps();
        try (Events rest = Events.follow(run, last)) {
            rest.await(event -> rest.text().length() > 30);
            assertThat(MODEL.hangUps()).isEqualTo(hungUp);
            // The model comes to its end.
            MODEL.forget();

            List<Event> events = rest.toTheEnd();

            assertThat(rest.types())
                    .doesNotContain("RUN_STARTED", "TEXT_MESSAGE_START")
                    .endsWith("RUN_ERROR");
            String kept = Sql.inAcme("select content from message where id = ?::uuid", answerOf(run));
            assertThat(kept).isEqualTo(heard + rest.text());
            assertThat(events).extracting(Event::id).doesNotHaveDuplicates().doesNotContain(last);
        }
    }

    private static String answerOf(String run) {
        return Sql.inAcme(
                "select m.id from message m join turn t on t.tenant_id = m.tenant_id and t.user_message_id = m.parent_message_id"
                        + " where t.id = ?::uuid",
                run);
    }

    @Test
    void whoFollowsFromTheBeginningHearsAllOfIt() {
        MODEL.say("Call Dana Whitfield.");
        try (Events answer = Events.send(body("Who?"))) {
            String run = answer.await("RUN_FINISHED").data().path("runId").asText();

            try (Events again = Events.follow(run)) {
                assertThat(again.toTheEnd()).isEqualTo(answer.toTheEnd());
            }
            try (Events nothing = Events.follow(run, answer.heard().getLast().id())) {
                assertThat(nothing.status()).isEqualTo(204);
            }
        }
    }

    @Test
    void aRunWhoseEventsAreGoneBeginsAnewWithItsWholeAnswer() {
        GATEWAY.offer(SEARCH, "{\"contacts\": []}");
        MODEL.askFor(SEARCH, "{}");
        MODEL.say("Nobody.");
        try (Events answer = Events.send(body("Who?"))) {
            String run = answer.await("RUN_FINISHED").data().path("runId").asText();
            String middle = answer.heard().get(3).id();
            redis.flushallAndAwait(List.of());

            for (String last : new String[] {null, middle}) {
                try (Events again = Events.follow(run, last)) {
                    again.toTheEnd();
                    assertThat(again.types())
                            .startsWith("RUN_STARTED", "TOOL_CALL_START")
                            .endsWith("RUN_FINISHED");
                    assertThat(again.await("TEXT_MESSAGE_CONTENT")
                                    .data()
                                    .path("delta")
                                    .asText())
                            .isEqualTo("Nobody.");
                }
            }
        }
    }

    @Test
    void anAnswerThatNobodyHeardPieceByPieceIsFollowedToo() {
        MODEL.say(new Reply.Late(Duration.ofMillis(800), new Reply.Text("Dana.")));
        Map<String, Object> body = body("Who?");
        body.put("client_message_id", UUID.randomUUID());
        Thread.ofVirtual().start(() -> Chat.send(body));
        org.awaitility.Awaitility.await().until(() -> !MODEL.requests().isEmpty());

        try (Events joined = Events.send(body)) {
            joined.toTheEnd();
            assertThat(joined.types()).startsWith("RUN_STARTED").endsWith("RUN_FINISHED");
            assertThat(joined.text()).isEqualTo("Dana.");
        }
        assertThat(MODEL.requests()).hasSize(1);
    }

    @Test
    void theSameMessageJoinsTheRunOrRepeatsIt() {
        MODEL.say(new Reply.Late(Duration.ofMillis(500), new Reply.Text("Call Dana.")));
        Map<String, Object> body = body("Who?");
        body.put("client_message_id", UUID.randomUUID());

        try (Events first = Events.send(body);
                Events second = Events.send(body)) {
            Chat.send(body).then().statusCode(200).body("message", equalTo("Call Dana."));
            assertThat(second.toTheEnd()).isEqualTo(first.toTheEnd());
        }
        try (Events third = Events.send(body)) {
            third.toTheEnd();
            assertThat(third.text()).isEqualTo("Call Dana.");
        }
        assertThat(MODEL.requests()).hasSize(1);
    }

    @Test
    void aRunIsStoppedAndWhatCameIsKeptAndMarked() throws SQLException {
        MODEL.say(new Reply.Drips("la "));
        try (Events answer = Events.send(body("Sing"))) {
            JsonNode started = answer.await("RUN_STARTED").data();
            String run = started.path("runId").asText();
            answer.await(event -> answer.text().length() > 30);

            JsonPath stopped = Chat.as(TestUser.ACME_MEMBER)
                    .post("/api/chat/runs/" + run + "/stop")
                    .then()
                    .statusCode(200)
                    .body("outcome.type", equalTo("cancelled"))
                    .extract()
                    .jsonPath();

            JsonNode finished = answer.toTheEnd().getLast().data();
            assertThat(finished.path("type").asText()).isEqualTo("RUN_FINISHED");
            assertThat(finished.at("/outcome/type").asText()).isEqualTo("cancelled");
            assertThat(answer.text()).isEqualTo(stopped.getString("message"));
            String message = stopped.getString("message_id");
            assertThat(Sql.inAcme("select ending from message where id = ?::uuid", message))
                    .isEqualTo("stopped");
            assertThat(Sql.inAcme("select state from turn where id = ?::uuid", run))
                    .isEqualTo("stopped");
            try (KafkaEvents events = KafkaEvents.of("spectrum.conversation.events")) {
                JsonNode told = events.await(event -> event.type().equals("dev.spectrum.conversation.turn.stopped.v1")
                                && event.data().path("run_id").asText().equals(run))
                        .data();
                assertThat(told.path("message_id").asText()).isEqualTo(message);
                assertThat(told.at("/usage/output_tokens").asInt()).isPositive();
            }
            MODEL.forget();
            Chat.send(role, "Go on", started.path("threadId").asText()).then().statusCode(200);
            assertThat(MODEL.lastRequest().at("/messages/2/content").asText()).isEqualTo(answer.text());
        }
    }

    @Test
    void theModelIsHungUpOnWhenItsRunIsStopped() {
        MODEL.say(new Reply.Drips("la "));
        int before = MODEL.hangUps();
        try (Events answer = Events.send(body("Sing"))) {
            String run = answer.await("RUN_STARTED").data().path("runId").asText();
            answer.await("TEXT_MESSAGE_CONTENT");
            Chat.as(TestUser.ACME_MEMBER)
                    .post("/api/chat/runs/" + run + "/stop")
                    .then()
                    .statusCode(200);
            org.awaitility.Awaitility.await().until(() -> MODEL.hangUps() > before);
        }
    }

    @Test
    void anAnswerThatNobodyHearsPieceByPieceIsStoppedToo() throws Exception {
        MODEL.say(new Reply.Silence());
        Map<String, Object> body = body("Think");
        UUID key = UUID.randomUUID();
        body.put("client_message_id", key);
        var answer = java.util.concurrent.CompletableFuture.supplyAsync(() -> Chat.send(body));
        org.awaitility.Awaitility.await().until(() -> !MODEL.requests().isEmpty());
        String run = Sql.inAcme("select id from turn where client_message_id = ?", key.toString());

        Chat.as(TestUser.ACME_MEMBER)
                .post("/api/chat/runs/" + run + "/stop")
                .then()
                .statusCode(200)
                .body("message", equalTo(""))
                .body("outcome.type", equalTo("cancelled"));

        answer.join().then().statusCode(200).body("outcome.type", equalTo("cancelled"));
    }

    @Test
    void aRunThatHasEndedStaysAsItIs() {
        JsonPath answer = Chat.send(role, "Hello").jsonPath();

        String stopped = Chat.as(TestUser.ACME_MEMBER)
                .post("/api/chat/runs/" + answer.getString("run_id") + "/stop")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(stopped).contains("All right.").doesNotContain("cancelled");
    }

    @Test
    void aModelThatStopsInMidAnswerLeavesWhatItSaidMarked() {
        MODEL.say(new Reply.Breaks("Call Dana and then "));
        Map<String, Object> body = body("Who?");
        body.put("client_message_id", UUID.randomUUID());

        String run;
        try (Events answer = Events.send(body)) {
            Event last = answer.toTheEnd().getLast();
            assertThat(last.type()).isEqualTo("RUN_ERROR");
            assertThat(last.data().path("code").asText()).isEqualTo("model-unavailable");
            run = answer.heard().getFirst().data().path("runId").asText();
            assertThat(Sql.inAcme("select content || ':' || ending from message where id = ?::uuid", answerOf(run)))
                    .isEqualTo("Call Dana and then :broken_off");
        }

        MODEL.say("Call Dana.");
        Chat.send(body).then().statusCode(200).body("run_id", equalTo(run)).body("message", equalTo("Call Dana."));
    }

    @Test
    void anAnswerThatMayNotBeLongerIsKeptAndMarkedInBothForms() {
        MODEL.say(new Reply.CutShort("Call Dana and"), new Reply.CutShort("Call Dana and"));

        JsonPath answer = Chat.send(role, "Who?")
                .then()
                .statusCode(200)
                .body("message", equalTo("Call Dana and"))
                .body("ending", equalTo("broken_off"))
                .extract()
                .jsonPath();
        assertThat(Sql.inAcme("select ending from message where id = ?::uuid", answer.getString("message_id")))
                .isEqualTo("broken_off");
        try (Events events = Events.send(body("Who?"))) {
            Event last = events.toTheEnd().getLast();
            assertThat(last.type()).isEqualTo("RUN_FINISHED");
            assertThat(last.data().at("/result/ending").asText()).isEqualTo("broken_off");
        }
    }

    /** It is asked for whole, so nothing of it has come. */
    @Test
    void aModelThatStopsInTheMiddleOfAWholeAnswerLeavesNothingAndTheMessageIsKept() {
        MODEL.say(new Reply.Breaks("Call Dana and"));
        Map<String, Object> body = body("Who?");
        body.put("client_message_id", UUID.randomUUID());

        JsonPath problem = Chat.send(body).then().statusCode(502).extract().jsonPath();

        String conversation = problem.getString("conversation_id");
        assertThat(Sql.inAcme(
                        "select string_agg(content, ',') from message where conversation_id = ?::uuid", conversation))
                .isEqualTo("Who?");
        Chat.send(body).then().statusCode(200);
    }

    @Test
    void whatKeepsARunFromBeginningIsAProblemAndNoStream() {
        try (Events refused = Events.send(Chat.body("nobody-" + role, "Hello"))) {
            assertThat(refused.status()).isEqualTo(404);
            assertThat(refused.contentType()).startsWith("application/problem+json");
        }
        try (Events invalid = Events.send(body(""))) {
            assertThat(invalid.status()).isEqualTo(400);
        }
    }

    @Test
    void somebodyElsesRunIsNotThere() {
        String run = Chat.send(role, "Hello").jsonPath().getString("run_id");

        for (TestUser other : List.of(TestUser.ACME_OWNER, TestUser.GLOBEX_OWNER)) {
            Chat.as(other).post("/api/chat/runs/" + run + "/stop").then().statusCode(404);
            try (Events theirs = Events.follow(run, null, other)) {
                assertThat(theirs.status()).isEqualTo(404);
            }
        }
        Chat.as(TestUser.ACME_MEMBER)
                .post("/api/chat/runs/" + UUID.randomUUID() + "/stop")
                .then()
                .statusCode(404);
        try (Events nonsense = Events.follow(run, "yesterday")) {
            assertThat(nonsense.status()).isEqualTo(400);
        }
    }
}
