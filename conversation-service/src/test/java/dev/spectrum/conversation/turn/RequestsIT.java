package dev.spectrum.conversation.turn;

import static dev.spectrum.conversation.ScriptedServers.MODEL;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;

import dev.spectrum.conversation.AgentState;
import dev.spectrum.conversation.Chat;
import dev.spectrum.conversation.ScriptedServers;
import dev.spectrum.conversation.Sql;
import dev.spectrum.platform.testing.ScriptedModel;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RequestsIT {

    private final String role = "requests-" + UUID.randomUUID();

    @BeforeEach
    void anAgentExists() {
        ScriptedServers.forget();
        AgentState.tenantsExist();
        AgentState.agent(role);
    }

    @Test
    void namesEveryFieldThatIsMissing() {
        Chat.send(Map.of())
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors.pointer", hasItems("/agent_role", "/message"));
        Chat.send(role, " \n ").then().statusCode(400).body("errors.pointer", hasItem("/message"));
    }

    @Test
    void namesTheFieldOfAWrongType() {
        raw("{\"agent_role\": \"" + role + "\", \"message\": {}}")
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItem("/message"));
        raw("{\"agent_role\": \"" + role + "\", \"message\": 7}")
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItem("/message"));
        for (String field : new String[] {"conversation_id", "client_message_id", "parent_message_id"}) {
            raw("{\"agent_role\": \"x\", \"message\": \"x\", \"" + field + "\": \"7\"}")
                    .then()
                    .statusCode(400)
                    .body("errors.pointer", hasItem("/" + field))
                    .body("errors[0].detail", equalTo("Must be a UUID."));
        }
    }

    @Test
    void refusesWhatIsNoJson() {
        raw("{\"agent_role\": ").then().statusCode(400).body("detail", containsString("JSON"));
        raw("").then().statusCode(400);
        raw("null").then().statusCode(400);
        raw("[]").then().statusCode(400);
    }

    @Test
    void refusesAMessageOfMoreThan32Kilobytes() {
        Chat.send(role, "x".repeat(32 * 1024)).then().statusCode(200);
        Chat.send(role, "x".repeat(32 * 1024 + 1))
                .then()
                .statusCode(413)
                .body("type", equalTo("urn:spectrum:problem:message-too-large"));
        Chat.send(role, "\u20ac".repeat(11 * 1024)).then().statusCode(413);
    }

    @Test
    void refusesTheCharacterNul() {
        Chat.send(role, "a\u0000b").then().statusCode(400).body("errors.pointer", hasItem("/message"));
        Chat.send("a\u0000b", "Hello").then().statusCode(400).body("errors.pointer", hasItem("/agent_role"));
    }

    @Test
    void keepsEveryOtherCharacter() throws SQLException {
        String message = "Grüße \uD83D\uDE00\n\t\"quoted\" \\u0000 {braces} \u202e";

        String conversation = Chat.send(role, message).jsonPath().getString("conversation_id");

        try (Sql sql = Sql.in(TestUser.ACME)) {
            assertThat(sql.one(
                            "select content from message where conversation_id = ?::uuid and role = 'user'",
                            conversation))
                    .contains(message);
        }
    }

    @Test
    void saysWhichAgentIsUnknownOrDisabled() {
        Chat.send("nobody", "Hello")
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:spectrum:problem:agent-unknown"))
                .body("detail", containsString("nobody"));
        AgentState.agent(TestUser.ACME, UUID.randomUUID(), role + "-off", 0, agent -> agent.put("enabled", false));
        Chat.send(role + "-off", "Hello")
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:spectrum:problem:agent-disabled"))
                .body("detail", containsString(role + "-off"));
    }

    @Test
    void anAgentThatIsDisabledInMidConversationSaysNoMoreUntilItIsEnabled() throws SQLException {
        UUID agent = UUID.randomUUID();
        String changing = role + "-changing";
        AgentState.agent(TestUser.ACME, agent, changing, 0, any -> {});
        String conversation = Chat.send(changing, "Hello").jsonPath().getString("conversation_id");
        AgentState.agent(TestUser.ACME, agent, changing, 1, any -> any.put("enabled", false));

        Chat.send(changing, "Are you there?", conversation)
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:spectrum:problem:agent-disabled"));

        try (Sql sql = Sql.in(TestUser.ACME)) {
            assertThat(sql.count("select count(*) from message where conversation_id = ?::uuid", conversation))
                    .isEqualTo(2);
        }
        AgentState.agent(TestUser.ACME, agent, changing, 2, any -> {});
        Chat.send(changing, "And now?", conversation).then().statusCode(200);
    }

    /** An answer that is under way is finished: it was begun by an agent that was allowed to. */
    @Test
    void anAgentThatIsDisabledInMidAnswerEndsIt() throws Exception {
        UUID agent = UUID.randomUUID();
        String changing = role + "-changing";
        AgentState.agent(TestUser.ACME, agent, changing, 0, any -> {});
        ScriptedServers.MODEL.say(new ScriptedModel.Reply.Late(
                java.time.Duration.ofMillis(500), new ScriptedModel.Reply.Text("Still here.")));
        var answer = java.util.concurrent.CompletableFuture.supplyAsync(() -> Chat.send(changing, "Hello"));
        org.awaitility.Awaitility.await()
                .until(() -> !ScriptedServers.MODEL.requests().isEmpty());

        AgentState.agent(TestUser.ACME, agent, changing, 1, any -> any.put("enabled", false));

        answer.get().then().statusCode(200).body("message", equalTo("Still here."));
    }

    @Test
    void refusesABodyThatIsTooLargeAndKeepsServing() {
        raw("{\"agent_role\": \"" + role + "\", \"message\": \"" + "x".repeat(2_000_000) + "\"}")
                .then()
                .statusCode(413);
        raw("[".repeat(100_000)).then().statusCode(400);
        raw("{\"agent_role\": \"" + role + "\", \"message\": \"\\ud800\"}")
                .then()
                .statusCode(anyOf(is(200), is(400)));
        Chat.send("x".repeat(10_000), "Hello").then().statusCode(404);
        Chat.send(role, "Hello").then().statusCode(200);
    }

    @Test
    void anotherTenantsAgentDoesNotExist() {
        Chat.as(TestUser.GLOBEX_OWNER)
                .body(Chat.body(role, "Hello"))
                .post("/api/chat/send")
                .then()
                .statusCode(404);
    }

    @Test
    void somebodyElsesConversationDoesNotExist() {
        AgentState.agent(TestUser.GLOBEX, UUID.randomUUID(), role, 0, agent -> {});
        Map<String, Object> body = Chat.body(role, "Hello");
        body.put("conversation_id", Chat.send(role, "Mine").jsonPath().getString("conversation_id"));

        for (TestUser other : new TestUser[] {TestUser.ACME_OWNER, TestUser.GLOBEX_OWNER}) {
            Chat.as(other).body(body).post("/api/chat/send").then().statusCode(404);
        }
        body.put("conversation_id", UUID.randomUUID());
        Chat.send(body).then().statusCode(404).body("detail", containsString("conversation"));
    }

    @Test
    void aConversationStaysWithItsAgent() {
        String other = role + "-other";
        AgentState.agent(other);
        String conversation = Chat.send(role, "Hello").jsonPath().getString("conversation_id");

        Chat.send(other, "Hello", conversation)
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:spectrum:problem:other-agent"));
    }

    @Test
    void whoIsNotSignedInIsToldSo() {
        given().contentType(ContentType.JSON)
                .body(Chat.body(role, "Hello"))
                .post("/api/chat/send")
                .then()
                .statusCode(401)
                .contentType("application/problem+json");
        given().auth()
                .oauth2("not.a.token")
                .contentType(ContentType.JSON)
                .body(Chat.body(role, "Hello"))
                .post("/api/v1/chat/send")
                .then()
                .statusCode(401);
    }

    @Test
    void viewersAndStrangersDoNotChat() {
        for (TestUser user : new TestUser[] {TestUser.ACME_VIEWER, TestUser.STRANGER, TestUser.ROOT}) {
            Chat.as(user)
                    .body(Chat.body(role, "Hello"))
                    .post("/api/chat/send")
                    .then()
                    .statusCode(403)
                    .contentType("application/problem+json");
        }
        Chat.as(TestUser.AGENCY)
                .header("X-Tenant", "acme")
                .body(Chat.body(role, "Hello"))
                .post("/api/chat/send")
                .then()
                .statusCode(200);
    }

    @Test
    void goesOnWhenTheClientLeaves() throws Exception {
        MODEL.say(new ScriptedModel.Reply.Late(Duration.ofMillis(800), new ScriptedModel.Reply.Text("For nobody.")));

        Chat.sendAndLeave(Chat.body(role, "Hello"), () -> !MODEL.requests().isEmpty());

        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> answers() == 1);
    }

    private int answers() throws SQLException {
        try (Sql sql = Sql.in(TestUser.ACME)) {
            return sql.count("select count(*) from turn t join agent a on a.id = t.agent_id" + " where a.role = '"
                    + role + "' and t.state = 'completed'");
        }
    }

    private static Response raw(String body) {
        return Chat.as(TestUser.ACME_MEMBER).body(body).post("/api/chat/send");
    }
}
