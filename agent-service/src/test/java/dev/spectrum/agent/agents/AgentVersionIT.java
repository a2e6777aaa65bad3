package dev.spectrum.agent.agents;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.agent.TenantsForTests;
import dev.spectrum.platform.testing.KafkaEvent;
import dev.spectrum.platform.testing.KafkaEvents;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Versions of agents, and the labels that point at them. */
@QuarkusTest
class AgentVersionIT {

    @BeforeEach
    void tenantsExist() {
        TenantsForTests.exist();
    }

    @Test
    void everySaveIsAVersionWithWhoAndWhen() {
        String agent = create("One");
        save(agent, "Two").statusCode(200).body("version", equalTo(1));
        save(agent, "Three").statusCode(200).body("version", equalTo(2));

        Response first = as(TestUser.ACME_VIEWER).get(agent + "/versions?limit=2");
        first.then()
                .statusCode(200)
                .body("items.version", contains(2, 1))
                .body("items[0].is_served", equalTo(true))
                .body("items[1].is_served", equalTo(false))
                .body("items[0].saved_by.name", equalTo("Acme Admin"))
                .body("items[0].saved_at", notNullValue());
        as(TestUser.ACME_VIEWER)
                .get(agent + "/versions?limit=2&cursor=" + first.jsonPath().getString("next"))
                .then()
                .body("items.version", contains(0))
                .body("next", nullValue());
        as(TestUser.ACME_VIEWER)
                .get(agent + "/versions/0")
                .then()
                .statusCode(200)
                .body("definition.system_prompt", equalTo("One"))
                .body("definition.api_permissions.crm", contains("read"));
        as(TestUser.ACME_VIEWER).get(agent + "/versions/9").then().statusCode(404);
        as(TestUser.ACME_VIEWER)
                .get(agent + "/versions?cursor=abc")
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItem("?cursor"));
        as(TestUser.GLOBEX_OWNER).get(agent + "/versions").then().statusCode(404);
        as(TestUser.GLOBEX_OWNER).get(agent + "/versions/0").then().statusCode(404);
    }

    @Test
    void aSaveThatChangesNothingIsNoVersion() {
        String agent = create("Same");
        save(agent, "Same").statusCode(200).header("ETag", "\"0\"").body("version", equalTo(0));
    }

    @Test
    void roleAndSwitchAndPositionAreTheAgentsOwnAndNoVersions() {
        String agent = create("Own");
        Map<String, Object> body = body(role(agent), "Own");
        body.put("enabled", false);
        as(TestUser.ACME_ADMIN)
                .body(body)
                .put(agent)
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("version", equalTo(0))
                .body("enabled", equalTo(false));
    }

    @Test
    void showsWhatDiffersBetweenTwoVersions() {
        String agent = create("You are {role_name}.\nBe brief.\nBe kind.");
        Map<String, Object> body = body(role(agent), "You are {role_name}.\nBe exact.\nBe kind.");
        body.put("temperature", 0.7);
        body.put("api_permissions", Map.of("crm", List.of("read", "write")));
        as(TestUser.ACME_ADMIN).body(body).put(agent).then().statusCode(200);

        as(TestUser.ACME_VIEWER)
                .get(agent + "/versions/0/diff/1")
                .then()
                .statusCode(200)
                .body("from", equalTo(0))
                .body("to", equalTo(1))
                .body("changes.pointer", contains("/api_permissions/crm", "/system_prompt", "/temperature"))
                .body("changes[0].before", contains("read"))
                .body("changes[0].after", contains("read", "write"))
                .body("changes[1].lines", containsString("-Be brief.\n+Be exact.\n Be kind."))
                .body("changes[2].before", equalTo(0.2f))
                .body("changes[2].after", equalTo(0.7f));
        as(TestUser.ACME_VIEWER)
                .get(agent + "/versions/1/diff/1")
                .then()
                .statusCode(200)
                .body("changes", empty());
        as(TestUser.ACME_VIEWER).get(agent + "/versions/0/diff/5").then().statusCode(404);
    }

    @Test
    void withoutAProductionLabelTheLatestVersionIsServedAndWithOneTheVersionItPointsAt() {
        String agent = create("First");
        save(agent, "Second").statusCode(200);
        assertThat(told(agent, 1)).isEqualTo("Second");

        label(agent, "production", 0)
                .statusCode(200)
                .body("version", equalTo(0))
                .body("is_protected", equalTo(true));
        assertThat(told(agent, 2)).isEqualTo("First");
        save(agent, "Third").statusCode(200).body("version", equalTo(2)).body("served_version", equalTo(0));
        assertThat(told(agent, 3)).isEqualTo("First");
        label(agent, "production", 2).statusCode(200);
        assertThat(told(agent, 4)).isEqualTo("Third");
        label(agent, "production", 1).statusCode(200);
        assertThat(told(agent, 5)).isEqualTo("Second");
        as(TestUser.ACME_ADMIN).delete(agent + "/labels/production").then().statusCode(204);
        assertThat(told(agent, 6)).isEqualTo("Third");
        try (KafkaEvents events = KafkaEvents.of("spectrum.agent.state")) {
            assertThat(events.await(7, event -> event.subject().equals(id(agent))))
                    .extracting(event -> event.data().get("definition_version").asLong())
                    .containsExactly(0L, 1L, 0L, 0L, 2L, 1L, 2L);
        }
    }

    @Test
    void whatIsTheAgentsOwnHoldsAtOnceWhicheverVersionIsServed() {
        String agent = create("First");
        label(agent, "production", 0).statusCode(200);
        Map<String, Object> body = body(role(agent) + "-renamed", "Second");
        body.put("enabled", false);
        as(TestUser.ACME_ADMIN).body(body).put(agent).then().statusCode(200);

        JsonNode told = event(agent, 2).data();
        assertThat(told.get("system_prompt").asText()).isEqualTo("First");
        assertThat(told.get("enabled").asBoolean()).isFalse();
        assertThat(told.get("role").asText()).isEqualTo(role(agent));
    }

    @Test
    void rollingBackSavesAnOldVersionOnceMoreAndIsTold() {
        String agent = create("Good");
        save(agent, "Bad").statusCode(200);
        as(TestUser.ACME_MEMBER).post(agent + "/versions/0/rollback").then().statusCode(403);
        as(TestUser.ACME_ADMIN).post(agent + "/versions/7/rollback").then().statusCode(404);
        as(TestUser.ACME_ADMIN)
                .header("If-Match", "\"0\"")
                .post(agent + "/versions/0/rollback")
                .then()
                .statusCode(412);

        as(TestUser.ACME_ADMIN)
                .header("If-Match", "\"1\"")
                .post(agent + "/versions/0/rollback")
                .then()
                .statusCode(200)
                .body("version", equalTo(2))
                .body("system_prompt", equalTo("Good"));
        assertThat(told(agent, 2)).isEqualTo("Good");
    }

    @Test
    void labelsPointAtVersionsAndSayWhoMovedThem() {
        String agent = create("One");
        save(agent, "Two").statusCode(200);
        label(agent, "staging", 1).statusCode(200).header("ETag", "\"2\"");

        as(TestUser.ACME_VIEWER)
                .get(agent + "/labels")
                .then()
                .statusCode(200)
                .body("items.label", contains("staging"))
                .body("items[0].moved_by.name", equalTo("Acme Admin"))
                .body("items[0].moved_at", notNullValue())
                .body("items[0].is_protected", equalTo(false));
        as(TestUser.ACME_VIEWER)
                .get(agent + "/labels/staging")
                .then()
                .statusCode(200)
                .body("version", equalTo(1));
        as(TestUser.ACME_VIEWER).get(agent).then().body("labels.staging", equalTo(1));
        as(TestUser.ACME_VIEWER)
                .get(agent + "/versions")
                .then()
                .body("items[0].labels", contains("staging"))
                .body("items[1].labels", empty());
        as(TestUser.ACME_VIEWER)
                .body(Map.of("label", "staging"))
                .post(agent + "/render")
                .then()
                .body("version", equalTo(1))
                .body("text", equalTo("Two"));
        as(TestUser.ACME_VIEWER).get(agent + "/labels/other").then().statusCode(404);
        as(TestUser.ACME_ADMIN).delete(agent + "/labels/other").then().statusCode(404);
        as(TestUser.GLOBEX_OWNER).get(agent + "/labels").then().statusCode(404);
        as(TestUser.GLOBEX_OWNER)
                .body(Map.of("version", 0))
                .put(agent + "/labels/staging")
                .then()
                .statusCode(404);
    }

    @Test
    void theProtectedLabelNeedsAnAdminAndOthersAMember() {
        String agent = create("One");
        save(agent, "Two").statusCode(200);
        Map<String, Object> first = Map.of("version", 0);
        as(TestUser.ACME_MEMBER)
                .body(first)
                .put(agent + "/labels/production")
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("errors[0].pointer", equalTo("/labels/production"));
        label(agent, "production", 0).statusCode(200);
        as(TestUser.ACME_MEMBER)
                .delete(agent + "/labels/production")
                .then()
                .statusCode(403)
                .body("errors[0].pointer", equalTo("/labels/production"));

        as(TestUser.ACME_VIEWER)
                .body(first)
                .put(agent + "/labels/staging")
                .then()
                .statusCode(403);
        as(TestUser.ACME_MEMBER)
                .body(first)
                .put(agent + "/labels/staging")
                .then()
                .statusCode(200);
        as(TestUser.ACME_MEMBER)
                .body(Map.of("version", 0, "is_protected", true))
                .put(agent + "/labels/staging")
                .then()
                .statusCode(403)
                .body("errors[0].pointer", equalTo("/is_protected"));
        as(TestUser.ACME_ADMIN)
                .body(Map.of("version", 0, "is_protected", true))
                .put(agent + "/labels/staging")
                .then()
                .statusCode(200);
        as(TestUser.ACME_MEMBER)
                .body(Map.of("version", 1))
                .put(agent + "/labels/staging")
                .then()
                .statusCode(403);
    }

    @Test
    void refusesLabelsThatCannotBe() {
        String agent = create("One");
        label(agent, "staging", 5).statusCode(400).body("errors[0].pointer", equalTo("/version"));
        label(agent, "latest", 0).statusCode(400).body("errors[0].pointer", equalTo("/labels/latest"));
        label(agent, "Big", 0).statusCode(400).body("errors[0].pointer", equalTo("/labels/Big"));
        as(TestUser.ACME_ADMIN)
                .body("{}")
                .put(agent + "/labels/staging")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/version"));
        as(TestUser.ACME_ADMIN)
                .header("If-Match", "\"4\"")
                .body(Map.of("version", 0))
                .put(agent + "/labels/staging")
                .then()
                .statusCode(412);
    }

    @Test
    void aChangeIsInKafkaAtOnce() {
        String agent = create("Before");
        try (KafkaEvents events = KafkaEvents.of("spectrum.agent.state")) {
            events.await(event -> event.subject().equals(id(agent)));
            for (int change = 1; change <= 5; change++) {
                long revision = change;
                Instant saved = Instant.now();
                save(agent, "Change " + change).statusCode(200);
                Duration answered = Duration.between(saved, Instant.now());
                events.await(event -> event.subject().equals(id(agent))
                        && event.data().get("version").asLong() == revision);
                System.out.printf(
                        "From the request to its answer: %d ms; to the event at a consumer: %d ms%n",
                        answered.toMillis(),
                        Duration.between(saved, Instant.now()).toMillis());
            }
        }
    }

    private static String told(String agent, long revision) {
        return event(agent, revision).data().get("system_prompt").asText();
    }

    private static KafkaEvent event(String agent, long revision) {
        try (KafkaEvents events = KafkaEvents.of("spectrum.agent.state")) {
            return events.await(event -> event.subject().equals(id(agent))
                    && event.data().get("version").asLong() == revision);
        }
    }

    private static String create(String prompt) {
        return as(TestUser.ACME_ADMIN)
                .body(body("versioned-" + UUID.randomUUID(), prompt))
                .post("/api/v1/agents")
                .then()
                .statusCode(201)
                .extract()
                .header("Location");
    }

    private static ValidatableResponse save(String agent, String prompt) {
        return as(TestUser.ACME_ADMIN)
                .body(body(role(agent), prompt))
                .put(agent)
                .then();
    }

    private static ValidatableResponse label(String agent, String label, long version) {
        return as(TestUser.ACME_ADMIN)
                .body(Map.of("version", version))
                .put(agent + "/labels/" + label)
                .then();
    }

    private static String role(String agent) {
        return as(TestUser.ACME_ADMIN).get(agent).path("role");
    }

    private static String id(String agent) {
        return agent.substring(agent.lastIndexOf('/') + 1);
    }

    private static Map<String, Object> body(String role, String prompt) {
        Map<String, Object> body = new HashMap<>();
        body.put("name", "Versioned");
        body.put("role", role);
        body.put("system_prompt", prompt);
        body.put("api_permissions", Map.of("crm", List.of("read")));
        return body;
    }

    private static RequestSpecification as(TestUser user) {
        return given().auth().oauth2(user.token()).contentType(ContentType.JSON);
    }
}
