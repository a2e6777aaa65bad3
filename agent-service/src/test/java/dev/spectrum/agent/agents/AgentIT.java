package dev.spectrum.agent.agents;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.spectrum.agent.TenantsForTests;
import dev.spectrum.platform.testing.KafkaEvent;
import dev.spectrum.platform.testing.KafkaEvents;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AgentIT {

    @BeforeEach
    void tenantsExist() {
        TenantsForTests.exist();
    }

    @Test
    void keepsEveryField() {
        Map<String, Object> agent = agent("keeper");
        agent.put("icon", "star");
        agent.put("responsibilities", List.of("one", "two"));
        agent.put("temperature", 1.5);
        agent.put("data_sources", List.of("crm"));
        agent.put("api_permissions", Map.of("crm", List.of("read")));
        agent.put("cartridge_id", "01990000-0000-7000-8000-0000000000ff");
        String location = create(agent).statusCode(201).extract().header("Location");

        Response read = as(TestUser.ACME_VIEWER).get(location);

        agent.forEach((field, value) -> assertThat(read.jsonPath().<Object>get(field))
                .as(field)
                .satisfies(found -> assertThat(found.toString()).isEqualTo(value.toString())));
        assertThat(read.header("ETag")).isEqualTo("\"0\"");
    }

    @Test
    void listsByPositionInPages() {
        Response first = as(TestUser.GLOBEX_OWNER).get("/api/v1/agents?limit=2");
        first.then().statusCode(200).body("items.name", contains("Sales", "Operations"));
        Response second = as(TestUser.GLOBEX_OWNER)
                .get("/api/v1/agents?limit=3&cursor=" + first.jsonPath().getString("next"));
        second.then().body("items.name", contains("Revenue", "CFO", "CMO")).body("next", nullValue());
    }

    @Test
    void refusesACursorThatIsNotOurs() {
        as(TestUser.ACME_OWNER)
                .get("/api/v1/agents?cursor=abc")
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItem("?cursor"));
    }

    @Test
    void aStaleUpdateChangesNothing() {
        String location = create(agent("stale")).extract().header("Location");
        Map<String, Object> changed = agent("stale");
        changed.put("name", "Second");
        as(TestUser.ACME_ADMIN)
                .header("If-Match", "\"0\"")
                .body(changed)
                .put(location)
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"");

        changed.put("name", "Third");
        as(TestUser.ACME_ADMIN)
                .header("If-Match", "\"0\"")
                .body(changed)
                .put(location)
                .then()
                .statusCode(412);

        as(TestUser.ACME_ADMIN).get(location).then().body("name", equalTo("Second"));
    }

    @Test
    void changesAreToldInOrder() {
        String location = create(agent("told")).extract().header("Location");
        String id = location.substring(location.lastIndexOf('/') + 1);
        Map<String, Object> changed = agent("told");
        changed.put("name", "Renamed");
        as(TestUser.ACME_ADMIN).body(changed).put(location).then().statusCode(200);
        as(TestUser.ACME_ADMIN).delete(location).then().statusCode(204);

        try (KafkaEvents events = KafkaEvents.of("spectrum.agent.state")) {
            List<KafkaEvent> told = events.await(3, event -> event.subject().equals(id));
            assertThat(told)
                    .extracting(event -> event.data().get("version").asLong())
                    .containsExactly(0L, 1L, 2L);
            assertThat(told)
                    .extracting(event -> event.data().get("deleted").asBoolean())
                    .containsExactly(false, false, true);
        }
        as(TestUser.ACME_ADMIN).get(location).then().statusCode(404);
        create(agent("told")).statusCode(201);
    }

    @Test
    void aRepeatedPostWithItsKeyGetsTheFirstAnswer() {
        Map<String, Object> agent = agent("repeated");
        String first = as(TestUser.ACME_ADMIN)
                .header("Idempotency-Key", "key-1")
                .body(agent)
                .post("/api/v1/agents")
                .then()
                .statusCode(201)
                .extract()
                .body()
                .asString();

        as(TestUser.ACME_ADMIN)
                .header("Idempotency-Key", "key-1")
                .body(agent)
                .post("/api/v1/agents")
                .then()
                .statusCode(201)
                .header("Location", notNullValue())
                .header("ETag", "\"0\"")
                .body(equalTo(first));
        agent.put("name", "Another");
        as(TestUser.ACME_ADMIN)
                .header("Idempotency-Key", "key-1")
                .body(agent)
                .post("/api/v1/agents")
                .then()
                .statusCode(422);
    }

    @Test
    void refusesATakenRole() {
        create(agent("sales")).statusCode(409).body("type", equalTo("urn:spectrum:problem:role-taken"));
    }

    @Test
    void refusesAnUnknownVariableAtSave() {
        Map<String, Object> agent = agent("broken");
        agent.put("system_prompt", "Hello {user_name}, {favourite_color}");
        create(agent)
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/system_prompt"))
                .body("errors[0].detail", containsString("favourite_color"));
    }

    @Test
    void namesTheFieldOfAWrongType() {
        as(TestUser.ACME_ADMIN)
                .body("{\"name\": \"X\", \"role\": \"x\", \"system_prompt\": \"x\", \"temperature\": \"hot\"}")
                .post("/api/v1/agents")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/temperature"));
        as(TestUser.ACME_ADMIN)
                .body(
                        "{\"name\": \"X\", \"role\": \"x\", \"system_prompt\": \"x\", \"api_permissions\": {\"crm\": [\"own\"]}}")
                .post("/api/v1/agents")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/api_permissions/crm/0"))
                .body("errors[0].detail", equalTo("Must be one of read, write."));
    }

    @Test
    void refusesBrokenJsonWithoutAWordAboutOurClasses() {
        as(TestUser.ACME_ADMIN)
                .body("{\"name\": ")
                .post("/api/v1/agents")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString("JSON"));
    }

    @Test
    void rendersThePromptAndSaysWhereItsValuesComeFrom() {
        Map<String, Object> agent = agent("rendered");
        agent.put("system_prompt", "{role_name} of {{company_name}} for {user_name}, a {user_role}. {company_stage}");
        String location = create(agent).extract().header("Location");
        as(TestUser.ACME_VIEWER)
                .post(location + "/render")
                .then()
                .statusCode(200)
                .body("text", containsString("rendered of Acme Corp for Acme Viewer, a viewer."))
                .body("variables.find { it.name == 'company_name' }.source", equalTo("company"));
        as(TestUser.ACME_VIEWER)
                .body(Map.of("version", 0))
                .post(location + "/render")
                .then()
                .statusCode(200);
        as(TestUser.ACME_VIEWER)
                .body(Map.of("version", 7))
                .post(location + "/render")
                .then()
                .statusCode(404);
    }

    @Test
    void anotherTenantsAgentDoesNotExist() {
        String location = create(agent("hidden")).extract().header("Location");
        as(TestUser.GLOBEX_OWNER).get(location).then().statusCode(404);
        as(TestUser.GLOBEX_OWNER).body(agent("hidden")).put(location).then().statusCode(404);
        as(TestUser.GLOBEX_OWNER).delete(location).then().statusCode(404);
    }

    @Test
    void whoIsNotSignedInIsToldSo() {
        given().get("/api/v1/agents")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", containsString("Bearer"));
        given().auth().oauth2("not.a.token").get("/api/v1/agents").then().statusCode(401);
    }

    @Test
    void rolesDecideWhoWrites() {
        as(TestUser.ACME_VIEWER)
                .body(agent("denied"))
                .post("/api/v1/agents")
                .then()
                .statusCode(403);
        as(TestUser.ACME_MEMBER)
                .body(agent("denied"))
                .post("/api/v1/agents")
                .then()
                .statusCode(403);
        as(TestUser.STRANGER)
                .get("/api/v1/agents")
                .then()
                .statusCode(403)
                .body("detail", containsString("belongs to no tenant"));
    }

    @Test
    void theTenantHeaderChoosesAmongMembershipsAndGrantsNone() {
        as(TestUser.AGENCY).get("/api/v1/agents").then().statusCode(403).body("detail", containsString("X-Tenant"));
        as(TestUser.AGENCY)
                .header("X-Tenant", "globex")
                .get("/api/v1/agents")
                .then()
                .statusCode(200);
        as(TestUser.ACME_OWNER)
                .header("X-Tenant", "globex")
                .get("/api/v1/agents")
                .then()
                .statusCode(403);
        as(TestUser.ACME_OWNER)
                .header("X-Tenant", TestUser.GLOBEX)
                .get("/api/v1/agents")
                .then()
                .statusCode(403);
    }

    private static Map<String, Object> agent(String role) {
        Map<String, Object> agent = new HashMap<>();
        agent.put("name", role);
        agent.put("role", role);
        agent.put("description", "for a test");
        agent.put("system_prompt", "You are {role_name}.");
        agent.put("position", 50);
        return agent;
    }

    private static ValidatableResponse create(Map<String, Object> agent) {
        return as(TestUser.ACME_ADMIN).body(agent).post("/api/v1/agents").then();
    }

    private static RequestSpecification as(TestUser user) {
        return given().auth().oauth2(user.token()).contentType(ContentType.JSON);
    }
}
