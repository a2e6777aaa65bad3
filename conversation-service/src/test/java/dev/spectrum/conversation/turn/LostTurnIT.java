package dev.spectrum.conversation.turn;

import static dev.spectrum.conversation.ScriptedServers.MODEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.conversation.AgentState;
import dev.spectrum.conversation.Chat;
import dev.spectrum.conversation.Events;
import dev.spectrum.conversation.ScriptedServers;
import dev.spectrum.conversation.Sql;
import dev.spectrum.platform.testing.KafkaEvents;
import dev.spectrum.platform.testing.ScriptedModel.Reply;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Turns whose process died: what it leaves behind is a lease that nobody pushes ahead. */
@QuarkusTest
class LostTurnIT {

    private final String role = "lost-" + UUID.randomUUID();
    private final Map<String, Object> body = Chat.body(role, "Who?");

    @Inject
    KeepTurnsAlive keepTurnsAlive;

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
                    "update turn set state = 'running', attempt = 2, expires_at = now() - interval '1 second' where id = ?::uuid",
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
            events.await(event -> event.type().equals("dev.spectrum.conversation.turn.failed.v1")
                    && event.data().path("run_id").asText().equals(run)
                    && event.data().path("reason").asText().equals("interrupted"));
        }
    }

    @Test
    void areTakenAgainByTheSameMessage() throws SQLException {
        String run = leftBehind().path("runId").asText();
        MODEL.say("Dana.");

        Chat.send(body).then().statusCode(200).body("run_id", equalTo(run)).body("message", equalTo("Dana."));
    }

    @Test
    void doNotKeepTheirConversationBusy() throws SQLException {
        String conversation = leftBehind().path("threadId").asText();

        Chat.send(role, "And now?", conversation).then().statusCode(200);
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
