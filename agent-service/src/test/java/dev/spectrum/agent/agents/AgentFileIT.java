package dev.spectrum.agent.agents;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import dev.spectrum.agent.TenantsForTests;
import dev.spectrum.platform.testing.KafkaEvents;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Agents as YAML files. */
@QuarkusTest
class AgentFileIT {

    private static final String FILE = """
            ---
            role: %1$s
            name: Filed
            system_prompt: |
              You are {role_name}.
              Be brief.
            api_permissions:
              crm: [write, read]
            labels:
              production:
                differs:
                  system_prompt: You are {role_name}.
                  temperature: 0.9
              staging:
            """;

    @BeforeEach
    void tenantsExist() {
        TenantsForTests.exist();
    }

    /** Globex has only the agents it started with, for the other tests. */
    @AfterEach
    void globexIsAsItWas() {
        agents().stream()
                .filter(agent -> "Filed".equals(agent.get("name")))
                .forEach(agent -> as(TestUser.GLOBEX_OWNER)
                        .delete("/api/v1/agents/" + agent.get("id"))
                        .then()
                        .statusCode(204));
    }

    @Test
    void exportThenWipeThenImportGivesTheSameAgentsLabelsIncluded() {
        String agent = create("exported-" + UUID.randomUUID(), "One\n  two: {role_name}\n# three\n");
        put(agent, "Two\r\n\ttabs, trailing   \n\n").statusCode(200);
        put(agent, "Three: 'quoted' \"twice\" – 😀 \\{literal}").statusCode(200);
        label(agent, "production", Map.of("version", 0));
        label(agent, "staging", Map.of("version", 1, "is_protected", true));
        label(agent, "newest", Map.of("version", 2));
        String exported = export();
        List<Map<String, Object>> before = agents();
        Map<String, String> rendered = rendered(before);

        before.forEach(known -> as(TestUser.GLOBEX_OWNER)
                .delete("/api/v1/agents/" + known.get("id"))
                .then()
                .statusCode(204));
        assertThat(agents()).isEmpty();
        importFile(TestUser.GLOBEX_OWNER, exported, false)
                .statusCode(200)
                .body("agents.outcome", everyItem(equalTo("created")))
                .body("agents", hasSize(before.size()));

        assertThat(export()).isEqualTo(exported);
        List<Map<String, Object>> after = agents();
        assertThat(withoutIds(after)).isEqualTo(withoutIds(before));
        assertThat(rendered(after)).isEqualTo(rendered);
    }

    /** Work on each of many, one after the other, must not be nested as deep as they are many. */
    @Test
    void anImportAndAnExportTakeHundredsOfAgents() {
        String mark = "many-" + UUID.randomUUID();
        String files = IntStream.range(0, 300)
                .mapToObj(i -> "---\nrole: %s-%d\nname: Filed\nsystem_prompt: Hi\n".formatted(mark, i))
                .collect(Collectors.joining());

        importFile(TestUser.GLOBEX_OWNER, files, true).statusCode(200).body("agents", hasSize(300));
        importFile(TestUser.GLOBEX_OWNER, files, false).statusCode(200).body("agents", hasSize(300));

        assertThat(export().split(mark, -1)).hasSize(301);
    }

    @Test
    void importingWhatWasExportedChangesNothing() {
        String agent = create("steady-" + UUID.randomUUID(), "One");
        put(agent, "Two").statusCode(200);
        label(agent, "production", Map.of("version", 0));
        List<Map<String, Object>> before = agents();
        String tag = as(TestUser.GLOBEX_OWNER).get(agent).header("ETag");

        importFile(TestUser.GLOBEX_OWNER, export(), false)
                .statusCode(200)
                .body("is_dry_run", equalTo(false))
                .body("agents.outcome", everyItem(equalTo("unchanged")))
                .body("agents.changes.flatten()", empty());

        assertThat(agents()).isEqualTo(before);
        assertThat(as(TestUser.GLOBEX_OWNER).get(agent).header("ETag")).isEqualTo(tag);
        as(TestUser.GLOBEX_OWNER).get(agent + "/versions").then().body("items", hasSize(2));
    }

    @Test
    void anImportServesWhatItsProductionLabelSays() {
        String role = "filed-" + UUID.randomUUID();
        importFile(TestUser.ACME_ADMIN, FILE.formatted(role), false)
                .statusCode(200)
                .body("agents[0].outcome", equalTo("created"));

        String id = exportedId(role);
        as(TestUser.ACME_ADMIN)
                .get("/api/v1/agents/" + id)
                .then()
                .body("version", equalTo(1))
                .body("served_version", equalTo(0))
                .body("labels.staging", equalTo(1))
                .body("api_permissions.crm", contains("read", "write"));
        try (KafkaEvents events = KafkaEvents.of("spectrum.agent.state")) {
            assertThat(events.await(event -> event.subject().equals(id))
                            .data()
                            .get("system_prompt")
                            .asText())
                    .isEqualTo("You are {role_name}.");
        }
        importFile(TestUser.ACME_ADMIN, FILE.formatted(role), false).body("agents[0].outcome", equalTo("unchanged"));

        String changed = FILE.formatted(role).replace("0.9", "0.5").replace("  staging:\n", "");
        importFile(TestUser.ACME_ADMIN, changed, false)
                .body("agents[0].outcome", equalTo("changed"))
                .body(
                        "agents[0].changes.pointer",
                        contains("/labels/production/differs/temperature", "/labels/staging"));
        as(TestUser.ACME_ADMIN)
                .get("/api/v1/agents/" + id)
                .then()
                .body("version", equalTo(3))
                .body("served_version", equalTo(2))
                .body("labels.size()", equalTo(1))
                .body("temperature", equalTo(0.2f));
        importFile(TestUser.ACME_ADMIN, changed, false).body("agents[0].outcome", equalTo("unchanged"));
    }

    @Test
    void aFileWithoutLabelsLeavesThemAlone() {
        String role = "bare-" + UUID.randomUUID();
        importFile(TestUser.ACME_ADMIN, FILE.formatted(role), false).statusCode(200);
        String bare = "role: " + role + "\nname: Renamed\nsystem_prompt: Hello\n";
        importFile(TestUser.ACME_ADMIN, bare, false).body("agents[0].outcome", equalTo("changed"));
        as(TestUser.ACME_ADMIN)
                .get("/api/v1/agents/" + exportedId(role))
                .then()
                .body("name", equalTo("Renamed"))
                .body("labels.production", equalTo(0))
                .body("labels.staging", equalTo(1));
    }

    @Test
    void aDryRunShowsWhatWouldChangeAndChangesNothing() {
        String role = "dry-" + UUID.randomUUID();
        importFile(TestUser.ACME_ADMIN, FILE.formatted(role), true)
                .statusCode(200)
                .body("is_dry_run", equalTo(true))
                .body("agents[0].outcome", equalTo("created"));
        as(TestUser.ACME_ADMIN).get("/api/v1/agents/export?role=" + role).then().statusCode(404);
        importFile(TestUser.ACME_ADMIN, FILE.formatted(role), false).statusCode(200);

        importFile(TestUser.ACME_ADMIN, FILE.formatted(role).replace("Be brief", "Be exact"), true)
                .statusCode(200)
                .body("agents[0].outcome", equalTo("changed"))
                .body("agents[0].changes[0].pointer", equalTo("/system_prompt"))
                .body("agents[0].changes[0].lines", containsString("-Be brief.\n+Be exact."));
        as(TestUser.ACME_ADMIN).get("/api/v1/agents/" + exportedId(role)).then().body("version", equalTo(1));
    }

    @Test
    void severalDocumentsAreImportedAllOrNone() {
        String role = "pair-" + UUID.randomUUID();
        String good = "role: " + role + "\nname: A\nsystem_prompt: A\n";
        String bad = good + "---\nrole: " + role + "-b\nname: B\nsystem_prompt: |\n  Hello\n  {nobody}\n";
        importFile(TestUser.ACME_ADMIN, bad, false)
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/1/system_prompt"))
                .body("errors[0].detail", startsWith("Line 7: Line 2, column 1: Unknown variable nobody"));
        as(TestUser.ACME_ADMIN).get("/api/v1/agents/export?role=" + role).then().statusCode(404);
        importFile(TestUser.ACME_ADMIN, bad.replace("{nobody}", "{role_name}"), false)
                .statusCode(200)
                .body("agents", hasSize(2));
    }

    @Test
    void saysWhereAFileIsWrong() {
        String agent = "role: wrong\nname: Wrong\nsystem_prompt: Hello\n";
        refuses(agent + "tempratur: 1\n", "/0/tempratur", "Line 4: There is no such field; there are: api_permissions");
        refuses(agent + "temperature: 3\n", "/0/temperature", "Line 4: ");
        refuses(agent + "temperature: hot\n", "/0/temperature", "Line 4: Must be a number.");
        refuses(agent + "api_permissions:\n  crm: [own]\n", "/0/api_permissions/crm/0", "Line 5: Must be one of");
        refuses("role: wrong\nname: Wrong\n", "/0/system_prompt", "Line 1: ");
        refuses(agent + "---\n" + agent, "/1/role", "Line 5: There is another agent with this role");
        refuses(agent + "labels:\n  Big:\n", "/0/labels/Big", "Line 5: Must be lower-case");
        refuses(
                agent + "labels:\n  staging:\n    differs:\n      system_prompt: '{{'\n",
                "/0/labels/staging/differs/system_prompt",
                "Line 7: ");
        refuses(
                agent + "labels:\n  staging:\n    differs:\n      role: other\n",
                "/0/labels/staging/differs/role",
                "Line 7: Is the agent's own");
        refuses("- role: wrong\n", "/0", "Line 1: Must be a mapping");
        refuses("role: &a wrong\nname: *a\nsystem_prompt: Hello\n", "/0", "Line 2: aliases");
        refuses(agent + "name: Twice\n", "", "Line 4");
        refuses("role: [unclosed\n", "", "this is no YAML");
        refuses("role: " + "[".repeat(2_000), "", "nested too deeply");
        refuses("", "", "There is no agent");
        importFile(TestUser.ACME_ADMIN, agent + "color: \"#000000\\0\"\n", false)
                .statusCode(400);
    }

    @Test
    void onlyAdminsImportAndOnlyTheirOwnAgentsAreExported() {
        String role = "own-" + UUID.randomUUID();
        String file = "role: " + role + "\nname: Own\nsystem_prompt: Hello\n";
        importFile(TestUser.ACME_MEMBER, file, true).statusCode(403);
        importFile(TestUser.ACME_ADMIN, file, false).statusCode(200);
        as(TestUser.ACME_VIEWER)
                .get("/api/v1/agents/export?role=" + role)
                .then()
                .statusCode(200)
                .contentType(containsString("application/yaml"))
                .body(containsString("role: " + role + "\n"));
        as(TestUser.GLOBEX_OWNER)
                .get("/api/v1/agents/export?role=" + role)
                .then()
                .statusCode(404);
        given().get("/api/v1/agents/export").then().statusCode(401);
        given().auth()
                .oauth2(TestUser.ACME_ADMIN.token())
                .contentType(ContentType.JSON)
                .body("{}")
                .post("/api/v1/agents/import")
                .then()
                .statusCode(415);
    }

    private static void refuses(String file, String pointer, String detail) {
        importFile(TestUser.ACME_ADMIN, file, false)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors[0].pointer", equalTo(pointer))
                .body("errors[0].detail", containsString(detail));
    }

    private static ValidatableResponse importFile(TestUser user, String file, boolean isDryRun) {
        return given().config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .encodeContentTypeAs("application/yaml", ContentType.TEXT)))
                .auth()
                .oauth2(user.token())
                .contentType("application/yaml; charset=UTF-8")
                .body(file.getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/agents/import?dry_run=" + isDryRun)
                .then();
    }

    private static String export() {
        return new String(as(TestUser.GLOBEX_OWNER).get("/api/v1/agents/export").asByteArray(), StandardCharsets.UTF_8);
    }

    private static List<Map<String, Object>> agents() {
        return as(TestUser.GLOBEX_OWNER).get("/api/v1/agents?limit=200").path("items");
    }

    /** Ids and numbers of versions are no part of what agents are. */
    private static List<Map<String, Object>> withoutIds(List<Map<String, Object>> agents) {
        return agents.stream()
                .map(agent -> {
                    Map<String, Object> same = new HashMap<>(agent);
                    same.keySet().removeAll(List.of("id", "version", "served_version"));
                    same.put("labels", labels(agent));
                    return same;
                })
                .toList();
    }

    private static List<String> labels(Map<String, Object> agent) {
        return agent.get("labels") instanceof Map<?, ?> labels
                ? labels.keySet().stream().map(Object::toString).toList()
                : List.of();
    }

    /** What each agent's labelled versions say, and what is served. */
    private static Map<String, String> rendered(List<Map<String, Object>> agents) {
        Map<String, String> texts = new HashMap<>();
        for (Map<String, Object> agent : agents) {
            String render = "/api/v1/agents/" + agent.get("id") + "/render";
            texts.put(
                    agent.get("role") + "",
                    as(TestUser.GLOBEX_OWNER).post(render).path("text"));
            for (String label : labels(agent)) {
                texts.put(
                        agent.get("role") + " " + label,
                        as(TestUser.GLOBEX_OWNER)
                                .body(Map.of("label", label))
                                .post(render)
                                .path("text"));
            }
        }
        return texts;
    }

    private static String exportedId(String role) {
        return as(TestUser.ACME_ADMIN)
                .get("/api/v1/agents?limit=200")
                .path("items.find { it.role == '" + role + "' }.id");
    }

    private static String create(String role, String prompt) {
        return as(TestUser.GLOBEX_OWNER)
                .body(Map.of("name", "Filed", "role", role, "system_prompt", prompt))
                .post("/api/v1/agents")
                .then()
                .statusCode(201)
                .extract()
                .header("Location");
    }

    private static ValidatableResponse put(String agent, String prompt) {
        String role = as(TestUser.GLOBEX_OWNER).get(agent).path("role");
        return as(TestUser.GLOBEX_OWNER)
                .body(Map.of("name", "Filed", "role", role, "system_prompt", prompt))
                .put(agent)
                .then();
    }

    private static void label(String agent, String label, Map<String, Object> body) {
        as(TestUser.GLOBEX_OWNER)
                .body(body)
                .put(agent + "/labels/" + label)
                .then()
                .statusCode(200);
    }

    private static RequestSpecification as(TestUser user) {
        return given().auth().oauth2(user.token()).contentType(ContentType.JSON);
    }
}
