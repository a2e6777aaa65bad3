package dev.spectrum.conversation.history;

import static dev.spectrum.conversation.ScriptedServers.GATEWAY;
import static dev.spectrum.conversation.ScriptedServers.MODEL;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.spectrum.conversation.AgentState;
import dev.spectrum.conversation.Chat;
import dev.spectrum.conversation.ScriptedServers;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HistoryIT {

    private static final String CONVERSATIONS = "/api/v1/conversations";

    private final String role = "history-" + UUID.randomUUID();

    @BeforeEach
    void anAgentExists() {
        ScriptedServers.forget();
        AgentState.tenantsExist();
        AgentState.agent(role);
    }

    @Test
    void showsMessagesAsTheContractHasThem() {
        GATEWAY.offer("search", "{\"found\": 1}");
        MODEL.askFor("search", "{\"query\": \"open\"}");
        MODEL.say("Dana.");
        JsonPath answer = Chat.send(role, "Who?").jsonPath();
        String conversation = answer.getString("conversation_id");

        JsonPath messages = Chat.as(TestUser.ACME_MEMBER)
                .get(CONVERSATIONS + "/" + conversation + "/messages")
                .then()
                .statusCode(200)
                .body("next", nullValue())
                .body("items.role", contains("user", "assistant"))
                .body("items[0].content", equalTo("Who?"))
                .body("items[0].parent_message_id", nullValue())
                .body("items[0].tool_calls", hasSize(0))
                .body("items[0].tokens_used", equalTo(0))
                .body("items[1].id", equalTo(answer.getString("message_id")))
                .body("items[1].conversation_id", equalTo(conversation))
                .body("items[1].tool_calls[0].name", equalTo("search"))
                .body("items[1].tool_calls[0].arguments.query", equalTo("open"))
                .body("items[1].tool_results[0].id", equalTo("call_search"))
                .body("items[1].tool_results[0].result.found", equalTo(1))
                .body("items[1].tool_results[0].is_error", equalTo(false))
                .body("items[1].tokens_used", equalTo(30))
                .extract()
                .jsonPath();
        assertThat(messages.getString("items[1].parent_message_id")).isEqualTo(messages.getString("items[0].id"));
        assertThat(messages.getMap("items[0]"))
                .containsOnlyKeys(
                        "id",
                        "conversation_id",
                        "parent_message_id",
                        "role",
                        "content",
                        "tool_calls",
                        "tool_results",
                        "tokens_used",
                        "ending",
                        "attachments",
                        "created_at");
        assertThat(messages.getString("items[0].created_at")).matches("20\\d\\d-.*T.*Z");
    }

    @Test
    void showsAConversation() {
        String conversation =
                Chat.send(role, "Who should I call today?\nPlease.").jsonPath().getString("conversation_id");

        Chat.as(TestUser.ACME_MEMBER)
                .get(CONVERSATIONS + "/" + conversation)
                .then()
                .statusCode(200)
                .body("id", equalTo(conversation))
                .body("title", equalTo("Who should I call today?"))
                .body("agent_role", equalTo(role))
                .body("user_id", equalTo(TestUser.ACME_MEMBER.subject()))
                .body("created_at", notNullValue());
    }

    @Test
    void listsTheNewestFirstInPages() {
        List<String> started = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            started.addFirst(Chat.send(role, "Hello " + i).jsonPath().getString("conversation_id"));
        }

        JsonPath first = list(TestUser.ACME_MEMBER, "?limit=2&agent_role=" + role);
        JsonPath second = list(TestUser.ACME_MEMBER, "?agent_role=" + role + "&cursor=" + first.getString("next"));

        assertThat(first.<String>getList("items.id")).isEqualTo(started.subList(0, 2));
        assertThat(second.<String>getList("items.id")).isEqualTo(started.subList(2, 3));
        assertThat(second.getString("next")).isNull();
    }

    @Test
    void pagesThroughMessages() {
        String conversation = Chat.send(role, "1").jsonPath().getString("conversation_id");
        Chat.send(role, "2", conversation).then().statusCode(200);
        String path = "/" + conversation + "/messages?limit=3";

        JsonPath first = list(TestUser.ACME_MEMBER, path);
        JsonPath second = list(TestUser.ACME_MEMBER, path + "&cursor=" + first.getString("next"));

        assertThat(first.<String>getList("items.content")).containsExactly("1", "All right.", "2");
        assertThat(second.<String>getList("items.content")).containsExactly("All right.");
        assertThat(second.getString("next")).isNull();
    }

    @Test
    void showsAllBranchesWhereAsked() {
        String conversation = Chat.send(role, "1").jsonPath().getString("conversation_id");
        Map<String, Object> again = Chat.body(role, "1 again");
        again.put("conversation_id", conversation);
        again.put("parent_message_id", null);
        Chat.send(again).then().statusCode(200);

        assertThat(list(TestUser.ACME_MEMBER, "/" + conversation + "/messages").<String>getList("items.content"))
                .containsExactly("1 again", "All right.");
        assertThat(list(TestUser.ACME_MEMBER, "/" + conversation + "/messages?branch=all")
                        .<String>getList("items.content"))
                .containsExactly("1", "1 again", "All right.", "All right.");
        Chat.as(TestUser.ACME_MEMBER)
                .get(CONVERSATIONS + "/" + conversation + "/messages?branch=none")
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItem("?branch"));
    }

    @Test
    void everybodySeesTheirOwnAndAdminsAndOwnersTheTenants() {
        String conversation = Chat.send(role, "Mine").jsonPath().getString("conversation_id");
        String path = CONVERSATIONS + "/" + conversation;

        for (TestUser reader : new TestUser[] {TestUser.ACME_MEMBER, TestUser.ACME_ADMIN, TestUser.ACME_OWNER}) {
            Chat.as(reader).get(path).then().statusCode(200);
            Chat.as(reader).get(path + "/messages").then().statusCode(200);
            Chat.as(reader).get(CONVERSATIONS + "?agent_role=" + role).then().body("items.id", contains(conversation));
        }
        for (TestUser stranger : new TestUser[] {TestUser.ACME_VIEWER, TestUser.GLOBEX_OWNER}) {
            Chat.as(stranger).get(path).then().statusCode(404);
            Chat.as(stranger).get(path + "/messages").then().statusCode(404);
            Chat.as(stranger).get(CONVERSATIONS).then().statusCode(200).body("items.id", not(hasItem(conversation)));
        }
    }

    @Test
    void isNamedByItsUserUnlessSomebodyNamedItMeanwhile() {
        String path = CONVERSATIONS + "/" + Chat.send(role, "Hello").jsonPath().getString("conversation_id");
        String tag = Chat.as(TestUser.ACME_MEMBER).get(path).header("ETag");

        Chat.as(TestUser.ACME_MEMBER)
                .header("If-Match", tag)
                .body("{\"title\": \" Calls of this week \"}")
                .patch(path)
                .then()
                .statusCode(200)
                .body("title", equalTo("Calls of this week"));

        Chat.as(TestUser.ACME_MEMBER)
                .header("If-Match", tag)
                .body("{\"title\": \"Too late\"}")
                .patch(path)
                .then()
                .statusCode(412);
        for (String body : List.of("{}", "{\"title\": \" \"}", "{\"title\": \"" + "a".repeat(201) + "\"}")) {
            Chat.as(TestUser.ACME_MEMBER)
                    .body(body)
                    .patch(path)
                    .then()
                    .statusCode(400)
                    .body("errors.pointer", hasItem("/title"));
        }
        Chat.as(TestUser.ACME_MEMBER)
                .contentType("text/plain")
                .body("Calls")
                .patch(path)
                .then()
                .statusCode(415);
        Chat.as(TestUser.GLOBEX_OWNER)
                .body("{\"title\": \"Mine\"}")
                .patch(path)
                .then()
                .statusCode(404);
    }

    @Test
    void whatIsDeletedIsSeenNoMoreAndCantBeGoneOnWith() {
        JsonPath answer = Chat.send(role, "Hello").jsonPath();
        String conversation = answer.getString("conversation_id");
        String path = CONVERSATIONS + "/" + conversation;
        Chat.as(TestUser.GLOBEX_OWNER).delete(path).then().statusCode(404);

        Chat.as(TestUser.ACME_MEMBER).delete(path).then().statusCode(204);

        Chat.as(TestUser.ACME_MEMBER).get(path).then().statusCode(404);
        Chat.as(TestUser.ACME_OWNER).get(path + "/messages").then().statusCode(404);
        Chat.as(TestUser.ACME_MEMBER).delete(path).then().statusCode(404);
        Chat.as(TestUser.ACME_MEMBER)
                .body("{\"rating\": \"up\"}")
                .post("/api/v1/messages/" + answer.getString("message_id") + "/feedback")
                .then()
                .statusCode(404);
        Chat.send(role, "Hello again", conversation).then().statusCode(404);
        assertThat(list(TestUser.ACME_MEMBER, "?agent_role=" + role).getList("items"))
                .isEmpty();
        assertThat(list(TestUser.ACME_MEMBER, "?q=hello&agent_role=" + role).getList("items"))
                .isEmpty();
    }

    @Test
    void refusesWhatIsNoCursorOfOurs() {
        String conversation = Chat.send(role, "1").jsonPath().getString("conversation_id");
        for (String path : List.of(CONVERSATIONS, CONVERSATIONS + "/" + conversation + "/messages")) {
            Chat.as(TestUser.ACME_MEMBER)
                    .get(path + "?cursor=abc")
                    .then()
                    .statusCode(400)
                    .body("errors.pointer", hasItem("?cursor"));
            Chat.as(TestUser.ACME_MEMBER).get(path + "?limit=0").then().statusCode(400);
        }
    }

    @Test
    void whoIsNotSignedInReadsNothing() {
        given().get(CONVERSATIONS).then().statusCode(401).contentType("application/problem+json");
        Chat.as(TestUser.STRANGER).get(CONVERSATIONS).then().statusCode(403);
    }

    private static JsonPath list(TestUser user, String query) {
        return Chat.as(user)
                .get(CONVERSATIONS + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
