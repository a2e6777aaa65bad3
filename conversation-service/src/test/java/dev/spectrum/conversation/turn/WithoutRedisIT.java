package dev.spectrum.conversation.turn;

import static dev.spectrum.conversation.ScriptedServers.GATEWAY;
import static dev.spectrum.conversation.ScriptedServers.MODEL;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.conversation.AgentState;
import dev.spectrum.conversation.Chat;
import dev.spectrum.conversation.ScriptedGateway;
import dev.spectrum.conversation.ScriptedServers;
import dev.spectrum.conversation.Sql;
import dev.spectrum.platform.testing.RealServers;
import dev.spectrum.platform.testing.TestUser;
import dev.spectrum.servers.RedisServer;
import dev.spectrum.servers.TemporaryServer;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.redis.client.RedisAPI;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class WithoutRedisIT {

    private final String role = "redis-" + UUID.randomUUID();

    @Inject
    RedisAPI redis;

    private String conversation = "";

    @BeforeEach
    void aConversationExists() {
        ScriptedServers.forget();
        AgentState.tenantsExist();
        AgentState.agent(role);
        GATEWAY.offer("search", "{\"found\": {\"b\": 1, \"a\": [1.5, null]}}");
        MODEL.askFor("search", "{\"query\": \"open\", \"limit\": 3}");
        conversation = Chat.send(role, "Who?").jsonPath().getString("conversation_id");
    }

    @Test
    void whatRedisRemembersIsWhatPostgresqlKnows() {
        JsonNode remembered = messagesOf("Why?");
        redis.flushallAndAwait(List.of());

        JsonNode read = messagesOf("Why?");

        assertThat(read.size()).isEqualTo(remembered.size() + 2);
        for (int i = 0; i < remembered.size() - 1; i++) {
            assertThat(meaning(read.get(i))).isEqualTo(meaning(remembered.get(i)));
        }
    }

    @Test
    void aTurnLeavesItsContextInRedisForAnHour() {
        List<String> keys = redis.keysAndAwait("conversation:*").getDelegate().stream()
                .map(Object::toString)
                .filter(key -> key.contains(conversation))
                .toList();

        assertThat(keys).anyMatch(key -> key.contains("ctx:{"));
        assertThat(keys)
                .allSatisfy(
                        key -> assertThat(redis.ttlAndAwait(key).toInteger()).isBetween(3000, 3600));
    }

    @Test
    void withoutRedisTheChatGoesOn() {
        TemporaryServer<RedisServer> server = RealServers.redis();
        JsonNode before = messagesOf("Why?");
        server.stop();
        try {
            Instant start = Instant.now();
            JsonNode without = messagesOf("And now?");
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(5));
            assertThat(without.size()).isEqualTo(before.size() + 2);
            for (int i = 0; i < before.size(); i++) {
                assertThat(meaning(without.get(i))).isEqualTo(meaning(before.get(i)));
            }
        } finally {
            server.start();
        }

        assertThat(messagesOf("And then?").size()).isEqualTo(before.size() + 4);
    }

    @Test
    void aRedisThatHangsDelaysATurnOnlyALittle() throws Exception {
        long pid = RealServers.redis().process().pid();
        signal("STOP", pid);
        try {
            Instant start = Instant.now();
            messagesOf("Why?");
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(8));
        } finally {
            signal("CONT", pid);
        }
        assertThat(messagesOf("And now?").size()).isEqualTo(8);
    }

    private static void signal(String name, long pid) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }

    @Test
    void anOldContextIsNoticed() {
        Chat.send(role, "Why?", conversation).then().statusCode(200);
        String key = redis.keysAndAwait("*ctx*" + conversation).get(0).toString();
        String old = redis.getAndAwait(key).toString();
        Chat.send(role, "And now?", conversation).then().statusCode(200);
        redis.setAndAwait(List.of(key, old));

        JsonNode messages = messagesOf("And then?");

        assertThat(messages.valueStream()
                        .filter(message -> message.path("role").asText().equals("user"))
                        .map(message -> message.path("content").asText()))
                .containsExactly("Who?", "Why?", "And now?", "And then?");
    }

    /** As when Redis was away while it was deleted. */
    @Test
    void aConversationThatIsGoneIsRememberedInVain() throws SQLException {
        try (Sql sql = Sql.in(TestUser.ACME)) {
            sql.change("update conversation set deleted_at = now() where id = ?", UUID.fromString(conversation));
        }
        Chat.send(role, "Why?", conversation).then().statusCode(404);
        try (Sql sql = Sql.in(TestUser.ACME)) {
            assertThat(sql.count(
                            "select count(*) from message where content = 'Why?' and conversation_id = ?",
                            UUID.fromString(conversation)))
                    .isZero();
        }
    }

    /** What the model is shown for this message. */
    private JsonNode messagesOf(String message) {
        Chat.send(role, message, conversation).then().statusCode(200);
        return MODEL.lastRequest().path("messages");
    }

    /** PostgreSQL gives JSON's names in an order of its own. */
    private static Object meaning(JsonNode message) {
        return List.of(
                message.path("role"),
                message.path("tool_calls")
                        .valueStream()
                        .map(call -> call.at("/id").asText())
                        .toList(),
                message.path("role").asText().equals("tool")
                        ? ScriptedGateway.read(message.path("content").asText())
                        : message.path("content"));
    }
}
