package dev.spectrum.conversation.turn;

import static dev.spectrum.conversation.ScriptedServers.GATEWAY;
import static dev.spectrum.conversation.ScriptedServers.MODEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.conversation.AgentState;
import dev.spectrum.conversation.Chat;
import dev.spectrum.conversation.Events;
import dev.spectrum.conversation.ScriptedServers;
import dev.spectrum.conversation.Sql;
import dev.spectrum.platform.testing.KafkaEvent;
import dev.spectrum.platform.testing.KafkaEvents;
import dev.spectrum.platform.testing.ScriptedModel.Reply;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Turns whose process died: what it leaves behind is a lease that nobody pushes ahead. */
@QuarkusTest
class LostTurnIT {

    private static final String ASKED = """
            {"attempt": 2, "calls": [{"model": "asked", "usage": {"input_tokens": 3, "output_tokens": 2, "cost_micro_usd": 7},
             "end": "answered", "started_at": "2026-11-20T09:30:00Z", "ended_at": "2026-11-20T09:30:01Z"}]}""";

    private final String role = "lost-" + UUID.randomUUID();
    private final Map<String, Object> body = Chat.body(role, "Who?");

    @Inject
    KeepTurnsAlive keepTurnsAlive;

    @Inject
    WaitMessages waitMessages;

    @BeforeEach
    void anAgentExists() {
        ScriptedServers.forget();
        AgentState.tenantsExist();
        AgentState.agent(role);
        body.put("client_message_id", UUID.randomUUID());
    }

    /** A turn as a killed process leaves it, whose answer it had not begun. */
    private JsonNode leftBehind() throws SQLException {
        MODEL.say(new Reply.Breaks("Call "));
        JsonNode started;
        try (Events answer = Events.send(body)) {
            answer.toTheEnd();
            started = answer.heard().getFirst().data();
        }
        try (Sql sql = Sql.in(TestUser.ACME)) {
            sql.change(
                    "update turn set state = 'running', attempt = 2, expires_at = now() - interval '1 second',"
                            + " asked = ?::jsonb where id = ?::uuid",
                    ASKED,
                    started.path("runId").asText());
            sql.change(
                    "update conversation set running_turn_id = ?::uuid where id = ?::uuid",
                    started.path("runId").asText(),
                    started.path("threadId").asText());
        }
        return started;
    }

    @Test
    void areEndedByWhoeverFindsThemAndWhoFollowsThemIsTold() throws SQLException {
        JsonNode started = leftBehind();
        String run = started.path("runId").asText();

        try (Events followed = Events.follow(run)) {
            JsonNode last = followed.toTheEnd().getLast().data();

            assertThat(last.path("type").asText()).isEqualTo("RUN_ERROR");
            assertThat(last.path("code").asText()).isEqualTo("interrupted");
        }
        assertThat(Sql.inAcme("select state || ':' || failure from turn where id = ?::uuid", run))
                .isEqualTo("failed:interrupted");
        assertThat(Sql.inAcme(
                        "select content from message where id = ?::uuid",
                        started.at("/metadata/userMessageId").asText()))
                .isEqualTo("Who?");
        try (KafkaEvents events = KafkaEvents.of("spectrum.conversation.events")) {
            JsonNode told = events.await(event -> event.type().equals("dev.spectrum.conversation.turn.failed.v1")
                            && event.data().path("run_id").asText().equals(run)
                            && event.data().path("reason").asText().equals("interrupted"))
                    .data();
            assertThat(told.at("/usage/cost_usd").asDouble()).isEqualTo(7e-6);
            assertThat(told.at("/model_calls/0/duration_ms").asInt()).isEqualTo(1000);
        }
    }

    @Test
    void areTakenAgainByTheSameMessage() throws SQLException {
        String run = leftBehind().path("runId").asText();
        MODEL.say("Dana.");

        Chat.send(body).then().statusCode(200).body("run_id", equalTo(run)).body("message", equalTo("Dana."));

        // What the dead process had asked is told once: by whoever takes the turn, or has ended it before.
        try (KafkaEvents events = KafkaEvents.of("spectrum.conversation.events")) {
            events.await(event -> event.type().endsWith("turn.completed.v1") && isOf(run, event));
            assertThat(events.all().stream()
                            .filter(event -> isOf(run, event))
                            .filter(event -> event.data()
                                    .at("/model_calls/0/model")
                                    .asText()
                                    .equals("asked")))
                    .hasSize(1);
        }
    }

    @Test
    void tellWhatTheyHadAskedAndTheirProcessTellsOnlyTheRestIfItLives() throws SQLException {
        GATEWAY.offer("search", "{}");
        MODEL.askFor("search", "{}");
        MODEL.say(new Reply.Drips("la "));
        try (Events song = Events.send(body)) {
            String run = song.await("RUN_STARTED").data().path("runId").asText();
            song.await("TEXT_MESSAGE_CONTENT");
            keepTurnsAlive.giveSignsOfLife().await().atMost(Duration.ofSeconds(5));
            await().until(() -> {
                Sql.inAcme(
                        "update turn set expires_at = now() - interval '1 second' where id = ?::uuid returning id",
                        run);
                keepTurnsAlive.endLost().await().atMost(Duration.ofSeconds(5));
                return Sql.inAcme("select state from turn where id = ?::uuid", run)
                        .equals("failed");
            });
            Chat.as(TestUser.ACME_MEMBER)
                    .post("/api/chat/runs/" + run + "/stop")
                    .then()
                    .statusCode(409);

            try (KafkaEvents events = KafkaEvents.of("spectrum.conversation.events")) {
                JsonNode rest = events.await(event -> event.type().endsWith("turn.superseded.v1") && isOf(run, event))
                        .data();
                JsonNode lost = events.await(event -> event.type().endsWith("turn.failed.v1") && isOf(run, event))
                        .data();
                assertThat(lost.path("model_calls")).hasSize(1);
                assertThat(lost.at("/usage/input_tokens").asInt()).isEqualTo(10);
                assertThat(rest.path("model_calls")).hasSize(1);
                assertThat(rest.at("/model_calls/0/error").asText()).isEqualTo("cancelled");
            }
        }
    }

    private static boolean isOf(String run, KafkaEvent event) {
        return event.data().path("run_id").asText().equals(run);
    }

    @Test
    void doNotKeepTheirConversationBusy() throws SQLException {
        String conversation = leftBehind().path("threadId").asText();

        Chat.send(role, "And now?", conversation).then().statusCode(200);
    }

    /** It had come while another was being answered, and the process died before its turn. */
    @Test
    void messagesThatOnlyWaitedStandInTheirConversationAndCanBeTakenAgain() throws SQLException {
        String conversation = Chat.send(role, "Hello").jsonPath().getString("conversation_id");
        try (Sql sql = Sql.in(TestUser.ACME)) {
            sql.change(
                    "insert into waiting_message (tenant_id, id, conversation_id, user_id, asked, expires_at)"
                            + " select tenant_id, ?::uuid, id, user_id, ?::jsonb, now() - interval '1 second'"
                            + " from conversation where id = ?::uuid",
                    UUID.randomUUID().toString(),
                    "{\"agent_role\": \"" + role + "\", \"is_at_root\": false, \"text\": \"Who?\", \"attachments\": [],"
                            + " \"key\": \"" + body.get("client_message_id") + "\"}",
                    conversation);
        }

        waitMessages.takeOnLost().await().atMost(Duration.ofSeconds(10));

        await().untilAsserted(() -> assertThat(Sql.inAcme(
                        "select state || ':' || failure from turn where client_message_id = ?",
                        String.valueOf(body.get("client_message_id"))))
                .isEqualTo("failed:interrupted"));
        assertThat(Sql.inAcme(
                        "select count(*)::text from waiting_message where conversation_id = ?::uuid", conversation))
                .isEqualTo("0");
        MODEL.say("Dana.");
        body.put("conversation_id", conversation);
        Chat.send(body).then().statusCode(200).body("message", equalTo("Dana."));
        Chat.as(TestUser.ACME_MEMBER)
                .get("/api/v1/conversations/" + conversation + "/messages")
                .then()
                .body("items.content", equalTo(List.of("Hello", "All right.", "Who?", "Dana.")));
    }

    @Test
    void stayAliveForAsLongAsTheirProcessDoes() {
        MODEL.say(new Reply.Drips("la "));
        try (Events song = Events.send(body)) {
            String run = song.await("RUN_STARTED").data().path("runId").asText();
            String first = Sql.inAcme("select expires_at from turn where id = ?::uuid", run);
            keepTurnsAlive.giveSignsOfLife().await().atMost(Duration.ofSeconds(5));
            assertThat(Sql.inAcme("select expires_at from turn where id = ?::uuid", run))
                    .isNotEqualTo(first);

            // As another replica would: nothing but the database tells this one.
            Sql.inAcme("update turn set stop_requested = true where id = ?::uuid returning id", run);
            keepTurnsAlive.giveSignsOfLife().await().atMost(Duration.ofSeconds(5));

            JsonNode last = song.toTheEnd().getLast().data();
            assertThat(last.at("/outcome/type").asText()).as(last.toString()).isEqualTo("cancelled");
        }
    }

    @Test
    void callsWithoutResultsAreMendedBeforeTheModelSeesThem() throws SQLException {
        String conversation = Chat.send(role, "Hello").jsonPath().getString("conversation_id");
        try (Sql sql = Sql.in(TestUser.ACME)) {
            sql.change(
                    "insert into message select tenant_id, ?, conversation_id, id, position + 1, 'assistant', 'Sent.',"
                            + " '{\"rounds\": [{\"text\": \"\", \"calls\": [{\"id\": \"x\", \"name\": \"send\", \"arguments\": {}}]}]}'::jsonb,"
                            + " '{\"items\": []}'::jsonb, 0, now(), 'complete' from message where conversation_id = ?::uuid"
                            + " order by position desc limit 1",
                    UUID.fromString("01990000-0000-7000-8000-" + role.substring(role.length() - 12)),
                    conversation);
            sql.change(
                    "update conversation set active_message_id = ? where id = ?::uuid",
                    UUID.fromString("01990000-0000-7000-8000-" + role.substring(role.length() - 12)),
                    conversation);
        }

        Chat.send(role, "Did you?", conversation).then().statusCode(200);

        assertThat(MODEL.lastRequest()
                        .path("messages")
                        .valueStream()
                        .map(m -> m.path("role").asText()))
                .containsExactly("system", "user", "assistant", "assistant", "tool", "assistant", "user");
        assertThat(MODEL.lastRequest().at("/messages/4/content").asText()).contains("no result");
    }
}
