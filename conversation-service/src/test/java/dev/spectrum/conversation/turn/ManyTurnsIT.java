package dev.spectrum.conversation.turn;

import static dev.spectrum.conversation.ScriptedServers.GATEWAY;
import static dev.spectrum.conversation.ScriptedServers.MODEL;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.conversation.AgentState;
import dev.spectrum.conversation.Chat;
import dev.spectrum.conversation.ScriptedServers;
import dev.spectrum.platform.testing.KafkaEvents;
import dev.spectrum.platform.testing.ScriptedModel.Reply;
import dev.spectrum.platform.testing.ScriptedModel.ToolCall;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.redis.client.RedisAPI;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ManyTurnsIT {

    private static final int CONVERSATIONS = 24;

    private final String role = "many-" + UUID.randomUUID();

    @Inject
    RedisAPI redis;

    @Test
    void manyTurnsAtOnceKeepApart() throws Exception {
        ScriptedServers.forget();
        AgentState.tenantsExist();
        AgentState.agent(role);
        GATEWAY.offer("echo", "{}");
        MODEL.otherwise(ManyTurnsIT::reply);
        String token = TestUser.ACME_MEMBER.token();

        Set<String> conversations;
        try (ExecutorService clients = Executors.newFixedThreadPool(12)) {
            List<Future<String>> all = IntStream.range(0, CONVERSATIONS)
                    .mapToObj(number -> clients.submit(() -> talk(token, "conversation " + number)))
                    .toList();
            conversations = all.stream().map(ManyTurnsIT::done).collect(Collectors.toSet());
        }

        assertThat(conversations).hasSize(CONVERSATIONS);
        try (KafkaEvents events = KafkaEvents.of("spectrum.conversation.events")) {
            events.await(3 * CONVERSATIONS, event -> conversations.contains(event.subject()));
            assertThat(events.all())
                    .filteredOn(event -> conversations.contains(event.subject()))
                    .hasSize(3 * CONVERSATIONS)
                    .extracting(event -> event.id())
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void manyMessagesAtOnceInOneConversationFollowEachOther() {
        ScriptedServers.forget();
        AgentState.tenantsExist();
        AgentState.agent(role);
        MODEL.otherwise(request -> new Reply.Text("Yes"));
        String token = TestUser.ACME_MEMBER.token();
        String conversation = send(token, "first", null).getString("conversation_id");

        try (ExecutorService clients = Executors.newFixedThreadPool(8)) {
            // Without what is remembered all of them begin from the database.
            List<Future<String>> all = IntStream.range(0, 24)
                    .mapToObj(number -> clients.submit(() -> {
                        redis.flushallAndAwait(List.of());
                        return send(token, "message " + number, conversation).getString("message_id");
                    }))
                    .toList();
            assertThat(all.stream().map(ManyTurnsIT::done)).doesNotHaveDuplicates();
        }

        JsonPath messages = Chat.as(TestUser.ACME_MEMBER)
                .get("/api/v1/conversations/" + conversation + "/messages?branch=all&limit=100")
                .jsonPath();
        assertThat(messages.getList("items")).hasSize(50);
    }

    /** Uses a tool first, then says how often and what the user said. */
    private static Reply reply(JsonNode request) {
        List<JsonNode> messages = request.path("messages").valueStream().toList();
        if (messages.getLast().path("role").asText().equals("user")) {
            return new Reply.Tools(List.of(new ToolCall("call", "echo", "{}")));
        }
        return new Reply.Text(messages.stream()
                .filter(message -> message.path("role").asText().equals("user"))
                .map(message -> message.path("content").asText())
                .collect(Collectors.joining("; ")));
    }

    private String talk(String token, String what) {
        JsonPath first = send(token, what, null);
        assertThat(first.getString("message")).isEqualTo(what);
        JsonPath second = send(token, what + " again", first.getString("conversation_id"));
        assertThat(second.getString("message")).isEqualTo(what + "; " + what + " again");
        return first.getString("conversation_id");
    }

    private JsonPath send(String token, String what, @Nullable String conversation) {
        Map<String, Object> body = Chat.body(role, what);
        body.put("conversation_id", conversation);
        return given().auth()
                .oauth2(token)
                .contentType("application/json")
                .body(body)
                .post("/api/chat/send")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static String done(Future<String> talk) {
        try {
            return talk.get();
        } catch (InterruptedException | ExecutionException failed) {
            throw new AssertionError(failed);
        }
    }
}
