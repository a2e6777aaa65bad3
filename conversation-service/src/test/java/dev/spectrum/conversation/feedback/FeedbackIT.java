package dev.spectrum.conversation.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.spectrum.conversation.AgentState;
import dev.spectrum.conversation.Chat;
import dev.spectrum.conversation.ScriptedServers;
import dev.spectrum.platform.testing.KafkaEvent;
import dev.spectrum.platform.testing.KafkaEvents;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FeedbackIT {

    private final String role = "feedback-" + UUID.randomUUID();

    private JsonPath answer;
    private String path;

    @BeforeEach
    void anAgentHasAnswered() {
        ScriptedServers.forget();
        AgentState.tenantsExist();
        AgentState.agent(TestUser.ACME, UUID.randomUUID(), role, 4, agent -> agent.put("definition_version", 3));
        answer = Chat.send(role, "Who?").jsonPath();
        path = "/api/v1/messages/" + answer.getString("message_id") + "/feedback";
    }

    @Test
    void isKeptWithTheAgentsVersionAndToldOf() {
        Chat.as(TestUser.ACME_MEMBER)
                .body("{\"rating\": \"up\", \"comment\": \"Just what I needed.\"}")
                .post(path)
                .then()
                .statusCode(200)
                .body("rating", equalTo("up"))
                .body("comment", equalTo("Just what I needed."))
                .body("conversation_id", equalTo(answer.getString("conversation_id")))
                .body("user_id", equalTo(TestUser.ACME_MEMBER.subject()))
                .body("agent.role", equalTo(role))
                .body("agent.version", equalTo(3))
                .body("variant", nullValue());

        try (KafkaEvents events = KafkaEvents.of("spectrum.conversation.events")) {
            KafkaEvent told = events.await(event -> event.type().endsWith("feedback.given.v1")
                    && event.subject().equals(answer.getString("conversation_id")));
            assertThat(told.data().path("rating").asText()).isEqualTo("up");
            assertThat(told.data().path("agent_version").asInt()).isEqualTo(3);
            assertThat(told.data().path("has_comment").asBoolean()).isTrue();
            assertThat(told.data().toString()).doesNotContain("needed");
        }
    }

    @Test
    void sentAgainItTakesThePlaceOfTheOneBefore() {
        give(TestUser.ACME_MEMBER, "{\"rating\": \"up\", \"comment\": \"Good\"}");
        give(TestUser.ACME_MEMBER, "{\"rating\": \"down\"}");

        Chat.as(TestUser.ACME_MEMBER)
                .get(path)
                .then()
                .statusCode(200)
                .body("items.rating", contains("down"))
                .body("items.comment", contains(""))
                .body("next", nullValue());
    }

    @Test
    void eachUserHasTheirOwnAndAdminsReadEverybodys() {
        give(TestUser.ACME_MEMBER, "{\"rating\": \"up\"}");
        give(TestUser.ACME_ADMIN, "{\"rating\": \"down\"}");

        Chat.as(TestUser.ACME_MEMBER).get(path).then().body("items.rating", contains("up"));
        Chat.as(TestUser.ACME_ADMIN).get(path).then().body("items", hasSize(2));
        Chat.as(TestUser.ACME_MEMBER)
                .get("/api/v1/feedback?agent_role=" + role)
                .then()
                .statusCode(200)
                .body("items.rating", contains("up"));
        Chat.as(TestUser.ACME_OWNER)
                .get("/api/v1/feedback?rating=down&agent_role=" + role)
                .then()
                .body("items.user_id", contains(TestUser.ACME_ADMIN.subject()));
        JsonPath first = Chat.as(TestUser.ACME_OWNER)
                .get("/api/v1/feedback?limit=1&agent_role=" + role)
                .jsonPath();
        Chat.as(TestUser.ACME_OWNER)
                .get("/api/v1/feedback?limit=1&agent_role=" + role + "&cursor=" + first.getString("next"))
                .then()
                .body("items", hasSize(1))
                .body("next", nullValue());
        Chat.as(TestUser.GLOBEX_OWNER)
                .get("/api/v1/feedback?agent_role=" + role)
                .then()
                .body("items", empty());
    }

    @Test
    void whatNobodyMayReadNobodyMayRate() {
        for (TestUser stranger : List.of(TestUser.ACME_VIEWER, TestUser.GLOBEX_OWNER)) {
            Chat.as(stranger).body("{\"rating\": \"up\"}").post(path).then().statusCode(404);
            Chat.as(stranger).get(path).then().statusCode(404);
        }
        Chat.as(TestUser.ACME_MEMBER)
                .body("{\"rating\": \"up\"}")
                .post("/api/v1/messages/" + UUID.randomUUID() + "/feedback")
                .then()
                .statusCode(404);
    }

    @Test
    void badFeedbackIsRefused() {
        for (String body : List.of("{}", "{\"rating\": \"sideways\"}", "{\"rating\": null}")) {
            Chat.as(TestUser.ACME_MEMBER)
                    .body(body)
                    .post(path)
                    .then()
                    .statusCode(400)
                    .body("errors.pointer", hasItem("/rating"));
        }
        Chat.as(TestUser.ACME_MEMBER)
                .body("{\"rating\": \"up\", \"comment\": \"" + "a".repeat(2001) + "\"}")
                .post(path)
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItem("/comment"));
        String question = Chat.as(TestUser.ACME_MEMBER)
                .get("/api/v1/conversations/" + answer.getString("conversation_id") + "/messages")
                .jsonPath()
                .getString("items[0].id");
        Chat.as(TestUser.ACME_MEMBER)
                .body("{\"rating\": \"up\"}")
                .post("/api/v1/messages/" + question + "/feedback")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:spectrum:problem:not-an-answer"));
        Chat.as(TestUser.ACME_MEMBER)
                .get("/api/v1/feedback?rating=sideways")
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItem("?rating"));
    }

    private void give(TestUser user, String body) {
        Chat.as(user).body(body).post(path).then().statusCode(200);
    }
}
