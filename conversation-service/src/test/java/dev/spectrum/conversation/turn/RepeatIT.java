package dev.spectrum.conversation.turn;

import static dev.spectrum.conversation.ScriptedServers.MODEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.spectrum.conversation.AgentState;
import dev.spectrum.conversation.Chat;
import dev.spectrum.conversation.ScriptedServers;
import dev.spectrum.conversation.Sql;
import dev.spectrum.platform.testing.KafkaEvents;
import dev.spectrum.platform.testing.ScriptedModel.Reply;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RepeatIT {

    private final String role = "repeat-" + UUID.randomUUID();
    private final Map<String, Object> body = Chat.body(role, "Who?");

    @BeforeEach
    void anAgentExists() {
        ScriptedServers.forget();
        AgentState.tenantsExist();
        AgentState.agent(role);
        body.put("client_message_id", UUID.randomUUID());
    }

    @Test
    void theSameMessageTwiceAtOnceIsOneTurn() {
        MODEL.say(new Reply.Late(Duration.ofMillis(700), new Reply.Text("Dana.")));

        List<Response> answers =
                Stream.generate(() -> CompletableFuture.supplyAsync(() -> Chat.send(body))).limit(3).toList().stream()
                        .map(CompletableFuture::join)
                        .toList();

        assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(200));
        assertThat(answers)
                .extracting(Response::asString)
                .containsOnly(answers.getFirst().asString());
        assertThat(MODEL.requests()).hasSize(1);
        String conversation = answers.getFirst().jsonPath().getString("conversation_id");
        try (KafkaEvents events = KafkaEvents.of("spectrum.conversation.events")) {
            events.await(2, event -> event.subject().equals(conversation));
            assertThat(events.all())
                    .filteredOn(event -> event.subject().equals(conversation))
                    .hasSize(2);
        }
    }

    @Test
    void anAnsweredMessageSentAgainGetsTheSameBytes() {
        Response first = Chat.send(body);

        Response second = Chat.send(body);

        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.asByteArray()).isEqualTo(first.asByteArray());
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(MODEL.requests()).hasSize(1);
    }

    @Test
    void anAnswerStandsAlsoWhenTheAgentIsGone() {
        String first = Chat.send(body).asString();
        UUID agent = UUID.fromString(Chat.send(body).jsonPath().getString("agent.id"));
        AgentState.agent(TestUser.ACME, agent, role, 1, changed -> changed.put("deleted", true));

        assertThat(Chat.send(body).asString()).isEqualTo(first);
        Chat.send(role, "Somebody there?").then().statusCode(404);
    }

    @Test
    void theSameIdWithAnotherMessageIsRefused() {
        Chat.send(body).then().statusCode(200);
        body.put("message", "Whom?");

        Chat.send(body).then().statusCode(422).body("type", equalTo("urn:spectrum:problem:client-message-id-reused"));
    }

    @Test
    void anIdBelongsToItsUser() {
        Chat.send(body).then().statusCode(200);
        body.put("message", "Mine");

        Chat.as(TestUser.ACME_OWNER).body(body).post("/api/chat/send").then().statusCode(200);
    }

    @Test
    void anIdempotencyKeyServesWhereThereIsNoClientMessageId() {
        body.remove("client_message_id");
        Response first = withKey("key-" + role);

        assertThat(withKey("key-" + role).asString()).isEqualTo(first.asString());
        assertThat(MODEL.requests()).hasSize(1);
    }

    private Response withKey(String key) {
        return Chat.as(TestUser.ACME_MEMBER)
                .header("Idempotency-Key", key)
                .body(body)
                .post("/api/chat/send");
    }

    @Test
    void messagesWithoutAnIdAreDifferentMessages() {
        Map<String, Object> plain = new HashMap<>(body);
        plain.remove("client_message_id");

        String first = Chat.send(plain).jsonPath().getString("run_id");

        assertThat(Chat.send(plain).jsonPath().getString("run_id")).isNotEqualTo(first);
    }

    @Test
    void aTurnWhoseProcessDiedIsTakenAgain() throws SQLException {
        MODEL.say(new Reply.Status(500), new Reply.Status(500));
        String run = Chat.send(body).jsonPath().getString("run_id");
        nowRunning(run, "-1 second");
        MODEL.say("Dana.");

        Chat.send(body).then().statusCode(200).body("run_id", equalTo(run)).body("message", equalTo("Dana."));
    }

    @Test
    void aTurnWhoseProcessDiesMeanwhileHasAClearEnd() throws SQLException {
        MODEL.say(new Reply.Status(500), new Reply.Status(500));
        String run = Chat.send(body).jsonPath().getString("run_id");
        nowRunning(run, "1 second");

        Chat.send(body)
                .then()
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .body("type", equalTo("urn:spectrum:problem:interrupted"))
                .body("retryable", equalTo(true))
                .body("run_id", equalTo(run));
    }

    private static void nowRunning(String run, String forAnother) throws SQLException {
        try (Sql sql = Sql.in(TestUser.ACME)) {
            sql.change(
                    "update turn set state = 'running', expires_at = now() + ?::interval where id = ?::uuid",
                    forAnother,
                    run);
        }
    }
}
