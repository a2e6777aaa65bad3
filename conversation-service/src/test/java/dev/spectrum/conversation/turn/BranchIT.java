package dev.spectrum.conversation.turn;

import static dev.spectrum.conversation.ScriptedServers.MODEL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.conversation.AgentState;
import dev.spectrum.conversation.Chat;
import dev.spectrum.conversation.ScriptedServers;
import dev.spectrum.platform.testing.ScriptedModel;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BranchIT {

    private final String role = "branch-" + UUID.randomUUID();

    @BeforeEach
    void anAgentExists() {
        ScriptedServers.forget();
        AgentState.tenantsExist();
        AgentState.agent(role);
    }

    @Test
    void aMessageMayFollowAnyEarlierOne() {
        JsonPath first = Chat.send(role, "1").jsonPath();
        String conversation = first.getString("conversation_id");
        Chat.send(role, "2", conversation).then().statusCode(200);

        after(conversation, "2 again", first.getString("message_id")).then().statusCode(200);

        assertThat(asked()).containsExactly("1", "All right.", "2 again");
        assertThat(branch(conversation)).containsExactly("1", "All right.", "2 again", "All right.");
        Chat.send(role, "3", conversation).then().statusCode(200);
        assertThat(asked()).containsExactly("1", "All right.", "2 again", "All right.", "3");
    }

    @Test
    void aMessageWithoutParentBeginsAnew() {
        String conversation = Chat.send(role, "1").jsonPath().getString("conversation_id");

        after(conversation, "1 again", null).then().statusCode(200);

        assertThat(asked()).containsExactly("1 again");
        assertThat(branch(conversation)).containsExactly("1 again", "All right.");
    }

    @Test
    void aParentInAnotherConversationIsUnknown() {
        JsonPath other = Chat.send(role, "Elsewhere").jsonPath();
        String conversation = Chat.send(role, "Here").jsonPath().getString("conversation_id");

        after(conversation, "Hello", other.getString("message_id")).then().statusCode(404);
        after(conversation, "Hello", UUID.randomUUID().toString()).then().statusCode(404);
        Map<String, Object> body = Chat.body(role, "Hello");
        body.put("parent_message_id", other.getString("message_id"));
        Chat.send(body).then().statusCode(404);
        assertThat(branch(conversation)).hasSize(2);
    }

    @Test
    void aMessageSentBeforeTheAnswerIsThereFollowsIt() {
        String conversation = Chat.send(role, "1").jsonPath().getString("conversation_id");
        MODEL.say(new ScriptedModel.Reply.Late(Duration.ofMillis(1200), new ScriptedModel.Reply.Text("Late.")));
        CompletableFuture<Response> slow = CompletableFuture.supplyAsync(() -> Chat.send(role, "2", conversation));
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> MODEL.requests().size() == 2);

        Chat.send(role, "3", conversation).then().statusCode(200);

        assertThat(asked()).containsExactly("1", "All right.", "2", "Late.", "3");
        assertThat(slow.join().statusCode()).isEqualTo(200);
        assertThat(branch(conversation)).containsExactly("1", "All right.", "2", "Late.", "3", "All right.");
    }

    private Response after(String conversation, String message, @Nullable String parent) {
        Map<String, Object> body = Chat.body(role, message);
        body.put("conversation_id", conversation);
        body.put("parent_message_id", parent);
        return Chat.send(body);
    }

    private static List<String> asked() {
        return MODEL.lastRequest()
                .path("messages")
                .valueStream()
                .skip(1)
                .map(message -> message.path("content").asText())
                .toList();
    }

    private static List<String> branch(String conversation) {
        return Chat.as(TestUser.ACME_MEMBER)
                .get("/api/v1/conversations/" + conversation + "/messages")
                .jsonPath()
                .getList("items.content");
    }
}
