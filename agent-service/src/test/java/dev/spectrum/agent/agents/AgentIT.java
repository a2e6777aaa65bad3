package dev.spectrum.agent.agents;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
                .body("errors[0].detail", containsString("column 20"))
                .body("errors[0].detail", containsString("favourite_color"))
                .body("errors[0].detail", containsString("brand_name, company_industry"));
    }

    @Test
    void refusesAVariableWhereNothingPopulatesIt() {
        Map<String, Object> agent = agent("broken");
        agent.put("responsibilities", List.of("Sell", "Know {\"id\": 1} and {{ company_name }}"));
        agent.put("role_instructions", "Be brief.\nAt {company_name} look at /users/{id}.");
        create(agent)
                .statusCode(400)
                .body("errors.pointer", contains("/responsibilities/1", "/role_instructions"))
                .body("errors[1].detail", containsString("Line 2, column 4"))
                .body("errors[1].detail", containsString("{company_name}"));
    }

    @Test
    void refusesABrokenTemplateAndSaysWhere() {
        Map<String, Object> agent = agent("broken");
        agent.put("system_prompt", "Hello,\nyou are {{role_name");
        create(agent)
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/system_prompt"))
                .body("errors[0].detail", containsString("Line 2, column 9"));

        String location = create(agent("sound")).statusCode(201).extract().header("Location");
        agent.put("role", "sound");
        as(TestUser.ACME_ADMIN).body(agent).put(location).then().statusCode(400);
        as(TestUser.ACME_ADMIN).get(location).then().header("ETag", "\"0\"");
    }

    @Test
    void jsonExamplesAndEscapedBracesAreText() {
        Map<String, Object> agent = agent("json");
        agent.put("system_prompt", "Answer with {\"to\": {\"name\": \"...\"}} for \\{role_name}, {role_name}.");
        String location = create(agent).statusCode(201).extract().header("Location");
        as(TestUser.ACME_VIEWER)
                .post(location + "/render")
                .then()
                .body("text", equalTo("Answer with {\"to\": {\"name\": \"...\"}} for {role_name}, json."));
    }

    @Test
    void ofSeveralWritersAtOnceWithoutIfMatchEachIsHeardAndTheLastOneWins() throws Exception {
        String location = create(agent("crowded")).statusCode(201).extract().header("Location");
        int writers = 8;
        try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
            List<Callable<Integer>> puts = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                Map<String, Object> changed = agent("crowded");
                changed.put("name", "Writer " + writer);
                puts.add(() ->
                        as(TestUser.ACME_ADMIN).body(changed).put(location).statusCode());
            }
            for (Future<Integer> status : threads.invokeAll(puts)) {
                assertThat(status.get()).isEqualTo(200);
            }
        }
        Response agent = as(TestUser.ACME_ADMIN).get(location);
        agent.then().header("ETag", "\"8\"").body("version", equalTo(8));
        as(TestUser.ACME_ADMIN)
                .get(location + "/versions/8")
                .then()
                .body("definition.name", equalTo(agent.path("name")));
    }

    @Test
    void ofSeveralWritersAtOnceWithOneIfMatchOneIsHeard() throws Exception {
        String location = create(agent("matched")).statusCode(201).extract().header("Location");
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Callable<Integer>> puts = new ArrayList<>();
            for (int writer = 0; writer < 4; writer++) {
                Map<String, Object> changed = agent("matched");
                changed.put("name", "Writer " + writer);
                puts.add(() -> as(TestUser.ACME_ADMIN)
                        .header("If-Match", "\"0\"")
                        .body(changed)
                        .put(location)
                        .statusCode());
            }
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> status : threads.invokeAll(puts)) {
                statuses.add(status.get());
            }
            assertThat(statuses).containsExactlyInAnyOrder(200, 412, 412, 412);
        }
    }

    @Test
    void ofTwoAgentsMadeAtOnceWithOneRoleOneIsMade() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Callable<Integer> create = () -> create(agent("twin")).extract().statusCode();
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> status : threads.invokeAll(List.of(create, create))) {
                statuses.add(status.get());
            }
            assertThat(statuses).containsExactlyInAnyOrder(201, 409);
        }
    }

    @Test
    void aDeletedAgentIsRestoredAsItWasUnlessItsRoleIsTaken() {
        String location = create(agent("phoenix")).statusCode(201).extract().header("Location");
        String id = location.substring(location.lastIndexOf('/') + 1);
        as(TestUser.ACME_ADMIN).delete(location).then().statusCode(204);
        as(TestUser.ACME_ADMIN).get("/api/v1/agents").then().body("items.id", not(hasItem(id)));
        as(TestUser.ACME_ADMIN)
                .get("/api/v1/agents?deleted=true&limit=200")
                .then()
                .body("items.id", hasItem(id));
        as(TestUser.ACME_ADMIN).get("/api/v1/agents?deleted=maybe").then().statusCode(400);
        as(TestUser.ACME_MEMBER).post(location + "/restore").then().statusCode(403);
        as(TestUser.GLOBEX_OWNER).post(location + "/restore").then().statusCode(404);

        String other = create(agent("phoenix")).statusCode(201).extract().header("Location");
        as(TestUser.ACME_ADMIN)
                .post(location + "/restore")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:spectrum:problem:role-taken"));
        as(TestUser.ACME_ADMIN).delete(other).then().statusCode(204);

        as(TestUser.ACME_ADMIN)
                .post(location + "/restore")
                .then()
                .statusCode(200)
                .body("version", equalTo(0));
        as(TestUser.ACME_ADMIN).post(location + "/restore").then().statusCode(200);
        as(TestUser.ACME_VIEWER).get(location).then().statusCode(200).body("role", equalTo("phoenix"));
        try (KafkaEvents events = KafkaEvents.of("spectrum.agent.state")) {
            assertThat(events.await(3, event -> event.subject().equals(id)))
                    .extracting(event -> event.data().get("deleted").asBoolean())
                    .containsExactly(false, true, false);
        }
    }

    @Test
    void agentsAreListedByPositionThenNameAndCanBeReordered() {
        for (String role : List.of("sorted-b", "sorted-a", "sorted-c")) {
            createIn(TestUser.GLOBEX_OWNER, agent(role)).statusCode(201);
        }
        List<String> roles = globexRoles();
        assertThat(roles).endsWith("sorted-a", "sorted-b", "sorted-c");

        List<String> ids = as(TestUser.GLOBEX_OWNER).get("/api/v1/agents").path("items.id");
        String last = ids.getLast();
        as(TestUser.GLOBEX_OWNER)
                .body(Map.of("ids", List.of(last)))
                .put("/api/v1/agents/order")
                .then()
                .statusCode(204);
        assertThat(globexRoles().getFirst()).isEqualTo("sorted-c");
        assertThat(globexRoles().subList(1, roles.size())).isEqualTo(roles.subList(0, roles.size() - 1));
        as(TestUser.GLOBEX_OWNER)
                .get("/api/v1/agents?limit=3")
                .then()
                .body("items.position", contains(1, 2, 3))
                .body("items.version", contains(0, 0, 0));

        as(TestUser.GLOBEX_OWNER)
                .body(Map.of("ids", List.of(last, last)))
                .put("/api/v1/agents/order")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/ids/1"));
        as(TestUser.ACME_ADMIN)
                .body(Map.of("ids", List.of(last)))
                .put("/api/v1/agents/order")
                .then()
                .statusCode(400);
        as(TestUser.ACME_MEMBER)
                .body(Map.of("ids", List.of()))
                .put("/api/v1/agents/order")
                .then()
                .statusCode(403);
        as(TestUser.GLOBEX_OWNER)
                .body(Map.of("ids", ids))
                .put("/api/v1/agents/order")
                .then()
                .statusCode(204);
        for (String id : ids.subList(ids.size() - 3, ids.size())) {
            as(TestUser.GLOBEX_OWNER).delete("/api/v1/agents/" + id).then().statusCode(204);
        }
    }

    private static List<String> globexRoles() {
        return as(TestUser.GLOBEX_OWNER).get("/api/v1/agents").path("items.role");
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
    void aMisspeltFieldIsRefusedAndWhatWasReadCanBeSentBack() {
        Map<String, Object> agent = agent("misspelt");
        agent.put("sytem_prompt", "x");
        create(agent)
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/sytem_prompt"))
                .body("errors[0].detail", containsString("There is no such field; there are: api_permissions, "));

        String location = create(agent("sent-back")).statusCode(201).extract().header("Location");
        String read = as(TestUser.ACME_ADMIN).get(location).asString();
        as(TestUser.ACME_ADMIN).body(read).put(location).then().statusCode(200).header("ETag", "\"0\"");
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
        agent.put("system_prompt", "{role_name} of {{company_name}} for {user_name}, a {user_role}. {support_email}");
        String location = create(agent).extract().header("Location");
        as(TestUser.ACME_VIEWER)
                .post(location + "/render")
                .then()
                .statusCode(200)
                .body("version", equalTo(0))
                .body("text", containsString("rendered of Acme Corp for [user name: see the end], a [user role"))
                .body("text", endsWith("\n\nIn this conversation:\n- user name: Acme Viewer\n- user role: viewer"))
                .body("variables.find { it.name == 'company_name' }.value", equalTo("Acme Corp"))
                .body("variables.find { it.name == 'company_name' }.source", equalTo("company"))
                .body("variables.find { it.name == 'user_name' }.source", equalTo("user"))
                .body("missing", hasItem("support_email"));
        as(TestUser.ACME_VIEWER)
                .body(Map.of("version", 0))
                .post(location + "/render")
                .then()
                .statusCode(200);
        as(TestUser.ACME_VIEWER)
                .body(Map.of("version", 7))
                .post(location + "/render")
                .then()
                .statusCode(404)
                .body("errors[0].pointer", equalTo("/version"));
        as(TestUser.ACME_VIEWER)
                .body(Map.of("label", "staging"))
                .post(location + "/render")
                .then()
                .statusCode(404)
                .body("errors[0].pointer", equalTo("/label"));
        as(TestUser.ACME_VIEWER)
                .body(Map.of("label", "staging", "version", 0))
                .post(location + "/render")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/label"));
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
        return createIn(TestUser.ACME_ADMIN, agent);
    }

    private static ValidatableResponse createIn(TestUser user, Map<String, Object> agent) {
        return as(user).body(agent).post("/api/v1/agents").then();
    }

    private static RequestSpecification as(TestUser user) {
        return given().auth().oauth2(user.token()).contentType(ContentType.JSON);
    }
}
