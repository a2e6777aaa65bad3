package dev.spectrum.conversation.turn;

import static dev.spectrum.conversation.ScriptedServers.MODEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.conversation.AgentState;
import dev.spectrum.conversation.Chat;
import dev.spectrum.conversation.Events;
import dev.spectrum.conversation.ScriptedServers;
import dev.spectrum.conversation.Sql;
import dev.spectrum.platform.testing.ScriptedModel.Reply;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A second message while the first is being answered. */
@QuarkusTest
class BusyIT {

    private static final String WAITING = "select count(*)::text from waiting_message where conversation_id = ?::uuid";

    private final String role = "busy-" + UUID.randomUUID();
    private String conversation = "";

    @Inject
    WaitingLine line;

    @BeforeEach
    void aConversationExists() {
        ScriptedServers.forget();
        AgentState.tenantsExist();
        AgentState.agent(role);
        conversation = Chat.send(role, "Hello").jsonPath().getString("conversation_id");
    }

    private Events sing() {
        MODEL.say(new Reply.Drips("la "));
        Events song = Events.send(inConversation("Sing"));
        song.await("TEXT_MESSAGE_CONTENT");
        return song;
    }

    private Map<String, Object> inConversation(String message) {
        Map<String, Object> body = Chat.body(role, message);
        body.put("conversation_id", conversation);
        return body;
    }

    private ValidatableResponse settings(String patch) {
        return Chat.as(TestUser.ACME_MEMBER)
                .body(patch)
                .patch("/api/v1/conversations/" + conversation + "/settings")
                .then();
    }

    private static String run(Events song) {
        return song.heard().getFirst().data().path("runId").asText();
    }

    @Test
    void isRefusedWhereTheConversationRefuses() {
        settings("{\"when_busy\": \"reject\"}").statusCode(200);
        try (Events song = sing()) {
            Chat.send(role, "Stop that", conversation)
                    .then()
                    .statusCode(409)
                    .header("Retry-After", notNullValue())
                    .body("type", equalTo("urn:spectrum:problem:conversation-busy"))
                    .body("run_id", equalTo(run(song)));
            try (Events second = Events.send(inConversation("Stop that"))) {
                assertThat(second.status()).isEqualTo(409);
            }
            assertThat(Sql.inAcme(
                            "select count(*) from message where conversation_id = ?::uuid and content = 'Stop that'",
                            conversation))
                    .isEqualTo("0");
            Chat.as(TestUser.ACME_MEMBER)
                    .post("/api/chat/runs/" + run(song) + "/stop")
                    .then()
                    .statusCode(200);
        }
        Chat.send(role, "Thank you", conversation).then().statusCode(200);
    }

    @Test
    void waitsItsTurnUnlessToldOtherwise() {
        try (Events song = sing()) {
            CompletableFuture<Response> second =
                    CompletableFuture.supplyAsync(() -> Chat.send(role, "second", conversation));
            CompletableFuture<Response> third = CompletableFuture.supplyAsync(() -> {
                Awaitility.await()
                        .until(() -> second.isDone() || MODEL.requests().size() == 2);
                return Chat.send(role, "third", conversation);
            });
            assertThat(second).isNotDone();
            Chat.as(TestUser.ACME_MEMBER)
                    .post("/api/chat/runs/" + run(song) + "/stop")
                    .then()
                    .statusCode(200);

            second.join().then().statusCode(200);
            third.join().then().statusCode(200);
        }
        List<String> said = Chat.as(TestUser.ACME_MEMBER)
                .get("/api/v1/conversations/" + conversation + "/messages")
                .jsonPath()
                .getList("items.findAll { it.role == 'user' }.content");
        assertThat(said).startsWith("Hello", "Sing").containsExactlyInAnyOrder("Hello", "Sing", "second", "third");
    }

    /** It need not be sent again by somebody whose connection broke meanwhile. */
    @Test
    void waitsItsTurnAlsoWhenItsClientHasLeft() throws Exception {
        try (Events song = sing()) {
            Chat.sendAndLeave(inConversation("second"), () -> !line.isEmpty(UUID.fromString(conversation)));
            assertThat(Sql.inAcme(WAITING, conversation)).isEqualTo("1");
            Chat.as(TestUser.ACME_ADMIN)
                    .body(inConversation("Nobody waits for what is not theirs"))
                    .post("/api/chat/send")
                    .then()
                    .statusCode(404);
            Chat.as(TestUser.ACME_MEMBER)
                    .post("/api/chat/runs/" + run(song) + "/stop")
                    .then()
                    .statusCode(200);
        }

        Awaitility.await()
                .untilAsserted(() -> assertThat(Chat.as(TestUser.ACME_MEMBER)
                                .get("/api/v1/conversations/" + conversation + "/messages")
                                .jsonPath()
                                .<String>getList("items.content"))
                        .contains("second")
                        .endsWith("All right."));
        assertThat(Sql.inAcme(WAITING, conversation)).isEqualTo("0");
    }

    @Test
    void stopsTheFirstWhereTheConversationWantsThat() {
        settings("{\"when_busy\": \"interrupt\"}").statusCode(200);
        try (Events song = sing()) {
            Chat.send(role, "Stop that", conversation).then().statusCode(200).body("message", equalTo("All right."));

            JsonNode finished = song.toTheEnd().getLast().data();
            assertThat(finished.at("/outcome/type").asText()).isEqualTo("cancelled");
            JsonNode messages = MODEL.lastRequest().path("messages");
            assertThat(messages.at("/4/content").asText()).isEqualTo(song.text());
            assertThat(messages.at("/5/content").asText()).isEqualTo("Stop that");
        }
    }

    @Test
    void twoConversationsDoNotWaitForEachOther() {
        try (Events song = sing()) {
            Chat.send(role, "Elsewhere").then().statusCode(200);
            Chat.as(TestUser.ACME_MEMBER)
                    .post("/api/chat/runs/" + run(song) + "/stop")
                    .then()
                    .statusCode(200);
        }
    }

    @Test
    void settingsHaveAVersion() {
        settings("{\"when_busy\": \"reject\"}")
                .statusCode(200)
                .header("ETag", equalTo("\"1\""))
                .body("when_busy", equalTo("reject"))
                .body("permission_mode", equalTo("autopilot"));
        Chat.as(TestUser.ACME_MEMBER)
                .header("If-Match", "\"0\"")
                .body("{\"when_busy\": \"enqueue\"}")
                .patch("/api/v1/conversations/" + conversation + "/settings")
                .then()
                .statusCode(412);
        Chat.as(TestUser.ACME_MEMBER)
                .get("/api/v1/conversations/" + conversation + "/settings")
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"1\""))
                .body("when_busy", equalTo("reject"));
    }

    @Test
    void settingsAreTheUsersOwn() {
        settings("{\"when_busy\": \"now\"}").statusCode(400).body("errors[0].pointer", equalTo("/when_busy"));
        for (TestUser other : List.of(TestUser.ACME_OWNER, TestUser.GLOBEX_OWNER)) {
            Chat.as(other)
                    .body("{\"when_busy\": \"reject\"}")
                    .patch("/api/v1/conversations/" + conversation + "/settings")
                    .then()
                    .statusCode(404);
            Chat.as(other)
                    .get("/api/v1/conversations/" + conversation + "/settings")
                    .then()
                    .statusCode(404);
        }
    }
}
