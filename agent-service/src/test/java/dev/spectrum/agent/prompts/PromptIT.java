package dev.spectrum.agent.prompts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.spectrum.agent.Acme;
import dev.spectrum.agent.TenantsForTests;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PromptIT {

    private static final String PROMPTS = "/api/v1/prompts";
    private static final String BUILT_IN = "00000000-0000-7000-8000-000000000105";

    @BeforeEach
    void tenantsExist() {
        TenantsForTests.exist();
    }

    @Test
    void keepsEveryField() {
        Map<String, Object> prompt = Acme.prompt(
                "Write to {{name}} as {{tone}} on {{day}}.",
                List.of(
                        Acme.variable("name", "text", Map.of("help", "Whom")),
                        Acme.variable("tone", "select", Map.of("options", List.of("warm", "cool"), "default", "warm")),
                        Acme.variable("day", "date", Map.of("required", false))));
        prompt.put(
                "messages",
                List.of(
                        Map.of("role", "system", "content", "You write."),
                        Map.of("role", "user", "content", "To {{name}}, {{tone}}, {{day}}"),
                        Map.of("role", "assistant", "content", "Dear")));
        prompt.put("settings", Map.of("model", "m", "temperature", 1.5, "max_tokens", 7));
        String id = Acme.create(PROMPTS, prompt);
        Acme.as(TestUser.ACME_VIEWER)
                .get(PROMPTS + "/" + id)
                .then()
                .statusCode(200)
                .header("ETag", "\"0\"")
                .body("messages.role", contains("system", "user", "assistant"))
                .body("settings.model", equalTo("m"))
                .body("settings.temperature", equalTo(1.5f))
                .body("settings.max_tokens", equalTo(7))
                .body("variable_defaults.name", contains("name", "tone", "day"))
                .body("variable_defaults[1].default", equalTo("warm"))
                .body("variable_defaults[1].options", contains("warm", "cool"))
                .body("variable_defaults[2].required", equalTo(false))
                .body("variable_defaults[0].help", equalTo("Whom"))
                .body("built_in", equalTo(false));
    }

    @Test
    void aPlaceholderThatNobodyDeclaredIsARequiredText() {
        String id = Acme.create(PROMPTS, Acme.prompt("Hello {{somebody}}", List.of()));
        Acme.member()
                .get(PROMPTS + "/" + id)
                .then()
                .body("variable_defaults[0].name", equalTo("somebody"))
                .body("variable_defaults[0].type", equalTo("text"))
                .body("variable_defaults[0].required", equalTo(true));
    }

    @Test
    void aBrokenTemplateIs400WithAPointer() {
        refused(Acme.prompt("Hello {{name", List.of()), 400, "/messages/0/content");
        refused(Acme.prompt("Hello {{Name}}", List.of()), 400, "/messages/0/content");
    }

    @Test
    void aDefaultOfTheWrongTypeIs422WithAPointer() {
        Map<String, Object> wrong =
                Map.of("text", 1, "number", "1", "date", "31.12.2026", "boolean", "true", "select", "c");
        wrong.forEach((type, value) -> {
            Map<String, Object> more = new HashMap<>(Map.of("default", value));
            if (type.equals("select")) {
                more.put("options", List.of("a", "b"));
            }
            refused(Acme.prompt("{{x}}", List.of(Acme.variable("x", type, more))), 422, "/variable_defaults/0/default");
        });
    }

    @Test
    void refusesVariablesThatContradictThemselves() {
        refused(Acme.prompt("x", List.of(Acme.variable("x", "select", Map.of()))), 400, "/variable_defaults/0/options");
        refused(
                Acme.prompt("x", List.of(Acme.variable("x", "text", Map.of("options", List.of("a"))))),
                400,
                "/variable_defaults/0/options");
        refused(
                Acme.prompt("x", List.of(Acme.variable("x", "text", Map.of()), Acme.variable("x", "json", Map.of()))),
                400,
                "/variable_defaults/1/name");
        refused(Acme.prompt("x", List.of(Acme.variable("X y", "text", Map.of()))), 400, "/variable_defaults/0/name");
        refused(Acme.prompt("x", List.of(Acme.variable("x", "color", Map.of()))), 400, "/variable_defaults/0/type");
    }

    /** By no host: the one that the request reached may be behind a proxy. */
    @Test
    void whereANewPromptIsIsSaidByItsPath() {
        Acme.as(TestUser.ACME_MEMBER)
                .body(Map.of("name", "found", "messages", List.of(Map.of("role", "user", "content", "Hi"))))
                .post("/api/v1/prompts")
                .then()
                .statusCode(201)
                .header("Location", startsWith("/api/v1/prompts/"));
    }

    @Test
    void refusesMoreVariablesThanARunMayGive() {
        String many =
                IntStream.rangeClosed(1, 101).mapToObj("{{v%d}} "::formatted).collect(Collectors.joining());
        Acme.as(TestUser.ACME_MEMBER)
                .body(Map.of("name", "many", "messages", List.of(Map.of("role", "user", "content", many))))
                .post("/api/v1/prompts")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/messages"));
    }

    @Test
    void refusesASchemaThatIsNone() {
        for (Map<String, Object> schema : List.<Map<String, Object>>of(
                Map.of("type", "nonsense"),
                Map.of("$ref", "https://example.com/schema"),
                Map.of("properties", Map.of("a", Map.of("pattern", "(a+)+$"))),
                // What is no schema by its place is not looked at, so nothing may refer to it.
                Map.of(
                        "$ref",
                        "#/const/properties",
                        "const",
                        Map.of("properties", Map.of("pattern", "^.*.*.*.*.*.*=$"))),
                Map.of("$ref", "#"),
                Map.of("$ref", "#/$defs/none"),
                Map.of(
                        "properties",
                        Map.of("a", Map.of("anyOf", List.of(Map.of("$ref", "#/$defs/a")))),
                        "$defs",
                        Map.of("a", Map.of("not", Map.of("$ref", "#/$defs/b")), "b", Map.of("$ref", "#/$defs/a"))),
                doubling(20))) {
            Map<String, Object> prompt = Acme.prompt("x", List.of());
            prompt.put("settings", Map.of("response_schema", schema));
            refused(prompt, 400, "/settings/response_schema");
        }
        Map<String, Object> prompt = Acme.prompt("x", List.of());
        prompt.put(
                "settings",
                Map.of("response_schema", Map.of("properties", Map.of("pattern", Map.of("type", "string")))));
        Acme.create(PROMPTS, prompt);
        Map<String, Object> tree = Acme.prompt("x", List.of());
        tree.put(
                "settings",
                Map.of(
                        "response_schema",
                        Map.of("properties", Map.of("left", Map.of("$ref", "#"), "right", Map.of("$ref", "#")))));
        Acme.create(PROMPTS, tree);
    }

    /** Each refers twice to the next: a value is held to the last of them two to the power of so many times. */
    private static Map<String, Object> doubling(int depth) {
        Map<String, Object> definitions = new HashMap<>(Map.of("d" + depth, Map.of("type", "string")));
        for (int i = 0; i < depth; i++) {
            Map<String, Object> next = Map.of("$ref", "#/$defs/d" + (i + 1));
            definitions.put("d" + i, Map.of("allOf", List.of(next, next)));
        }
        return Map.of("$ref", "#/$defs/d0", "$defs", definitions);
    }

    @Test
    void everySaveIsAVersion() {
        String at = PROMPTS + "/" + Acme.create(PROMPTS, Acme.prompt("one", List.of()));
        Acme.member()
                .body(Acme.prompt("two", List.of()))
                .put(at)
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"");
        Acme.as(TestUser.ACME_ADMIN)
                .body(Acme.prompt("three", List.of()))
                .put(at)
                .then()
                .statusCode(200);
        Acme.as(TestUser.ACME_VIEWER)
                .get(at + "/versions")
                .then()
                .statusCode(200)
                .body("items.version", contains(2, 1, 0))
                .body("items.collect { it.definition.messages[0].content }", contains("three", "two", "one"))
                .body("items[0].saved_by", equalTo(TestUser.ACME_ADMIN.subject()));
        String next = Acme.member().get(at + "/versions?limit=2").jsonPath().getString("next");
        Acme.member().get(at + "/versions?limit=2&cursor=" + next).then().body("items.version", contains(0));
    }

    @Test
    void aStaleSaveChangesNothing() {
        String at = PROMPTS + "/" + Acme.create(PROMPTS, Acme.prompt("one", List.of()));
        Acme.member()
                .header("If-Match", "\"0\"")
                .body(Acme.prompt("two", List.of()))
                .put(at)
                .then()
                .statusCode(200);
        Acme.member()
                .header("If-Match", "\"0\"")
                .body(Acme.prompt("three", List.of()))
                .put(at)
                .then()
                .statusCode(412);
        Acme.member().header("If-Match", "\"0\"").delete(at).then().statusCode(412);
        Acme.member().get(at).then().body("messages[0].content", equalTo("two"));
    }

    @Test
    void labelsPointAtVersionsAndProductionIsAnAdmins() {
        String at = PROMPTS + "/" + Acme.create(PROMPTS, Acme.prompt("one", List.of()));
        Acme.member().body(Acme.prompt("two", List.of())).put(at).then().statusCode(200);
        Acme.member()
                .body(Map.of("version", 1))
                .put(at + "/labels/staging")
                .then()
                .statusCode(200);
        Acme.member()
                .body(Map.of("version", 0))
                .put(at + "/labels/production")
                .then()
                .statusCode(403)
                .body("errors[0].pointer", equalTo("/label"));
        Acme.as(TestUser.ACME_ADMIN)
                .body(Map.of("version", 0))
                .put(at + "/labels/production")
                .then()
                .statusCode(200);
        Acme.member().get(at + "/labels/production").then().body("version", equalTo(0));
        Acme.member().get(at + "/labels").then().body("items.label", contains("production", "staging"));
        Acme.as(TestUser.ACME_ADMIN)
                .body(Map.of("version", 1))
                .put(at + "/labels/production")
                .then()
                .statusCode(200);
        Acme.member().get(at + "/labels/production").then().body("version", equalTo(1));
        for (String stale : List.of("\"0\"", "\"99\"")) {
            Acme.member()
                    .header("If-Match", stale)
                    .body(Map.of("version", 0))
                    .put(at + "/labels/staging")
                    .then()
                    .statusCode(412);
            Acme.member()
                    .header("If-Match", stale)
                    .delete(at + "/labels/staging")
                    .then()
                    .statusCode(412);
        }
        Acme.member()
                .header("If-Match", "\"1\"")
                .body(Map.of("version", 1))
                .put(at + "/labels/staging")
                .then()
                .statusCode(200);
        Acme.member().delete(at + "/labels/production").then().statusCode(403);
        Acme.member().delete(at + "/labels/staging").then().statusCode(204);
        Acme.member().get(at + "/labels/staging").then().statusCode(404);
        Acme.member()
                .body(Map.of("version", 9))
                .put(at + "/labels/staging")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/version"));
        Acme.member()
                .body(Map.of("version", 0))
                .put(at + "/labels/No such")
                .then()
                .statusCode(400);
    }

    @Test
    void labelsAreListedInPages() {
        String at = PROMPTS + "/" + Acme.create(PROMPTS, Acme.prompt("one", List.of()));
        for (String label : List.of("c", "a", "b")) {
            Acme.member()
                    .body(Map.of("version", 0))
                    .put(at + "/labels/" + label)
                    .then()
                    .statusCode(200);
        }
        String next = Acme.member()
                .get(at + "/labels?limit=2")
                .then()
                .statusCode(200)
                .body("items.label", contains("a", "b"))
                .extract()
                .path("next");
        Acme.member()
                .get(at + "/labels?limit=2&cursor=" + next)
                .then()
                .body("items.label", contains("c"))
                .body("containsKey('next')", equalTo(true))
                .body("next", nullValue());
    }

    @Test
    void twoVersionsAreComparedAsTheyWereWritten() {
        Map<String, Object> first = Acme.prompt("Write.\nBriefly.", List.of());
        String at = PROMPTS + "/" + Acme.create(PROMPTS, first);
        Map<String, Object> second = Acme.prompt("Write to {{name}}.\nBriefly.", List.of());
        second.put("settings", Map.of("max_tokens", 200));
        Acme.member().body(second).put(at).then().statusCode(200);
        Acme.as(TestUser.ACME_VIEWER)
                .get(at + "/versions/0/diff/1")
                .then()
                .statusCode(200)
                .body("from", equalTo(0))
                .body("to", equalTo(1))
                .body(
                        "changes.pointer",
                        contains("/messages/0/content", "/settings/max_tokens", "/variable_defaults/0"))
                .body("changes[0].lines", containsString("+Write to {{name}}."))
                .body("changes[1].before", equalTo(100))
                .body("changes[1].after", equalTo(200))
                .body("changes[2].after.name", equalTo("name"));
        Acme.member().get(at + "/versions/1/diff/1").then().body("changes", empty());
        Acme.member().get(at + "/versions/0/diff/9").then().statusCode(404);
        Acme.member().get(at + "/versions/0").then().body("definition.messages[0].content", startsWith("Write.\n"));
        Acme.member().get(at + "/versions/9").then().statusCode(404);
    }

    @Test
    void rollingBackSavesAnEarlierVersionOnceMore() {
        String at = PROMPTS + "/" + Acme.create(PROMPTS, Acme.prompt("one", List.of()));
        Acme.member().body(Acme.prompt("two", List.of())).put(at).then().statusCode(200);
        Acme.member()
                .header("If-Match", "\"0\"")
                .post(at + "/versions/0/rollback")
                .then()
                .statusCode(412);
        Acme.member()
                .header("If-Match", "\"1\"")
                .post(at + "/versions/0/rollback")
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("messages[0].content", equalTo("one"));
        Acme.member().get(at + "/versions/0/diff/2").then().body("changes", empty());
        Acme.member().post(at + "/versions/7/rollback").then().statusCode(404);
    }

    @Test
    void rendersAVersionAndRunsNothing() {
        String at = PROMPTS
                + "/"
                + Acme.create(
                        PROMPTS,
                        Acme.prompt(
                                "To {{name}}: {{count}} in {{tone}}",
                                List.of(
                                        Acme.variable("count", "number", Map.of("required", false)),
                                        Acme.variable("tone", "text", Map.of("default", "warm")))));
        Acme.member().body(Acme.prompt("new", List.of())).put(at).then().statusCode(200);
        String runs = Acme.member().get("/api/v1/runs?limit=1").jsonPath().getString("items[0].id");
        Acme.as(TestUser.ACME_VIEWER)
                .body(Map.of("version", 0, "variables", Map.of("count", 3)))
                .post(at + "/render")
                .then()
                .statusCode(200)
                .body("version", equalTo(0))
                .body("messages[0].content", equalTo("To : 3 in warm"))
                .body("variables.collect { it.name + '/' + it.source }", contains("count/user", "tone/default"))
                .body("missing", contains("name"));
        Acme.member()
                .body(Map.of("variables", Map.of("count", "three"), "version", 0))
                .post(at + "/render")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/variables/count"));
        Acme.member()
                .body(Map.of("version", 0, "label", "production"))
                .post(at + "/render")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/label"));
        Acme.member().get("/api/v1/runs?limit=1").then().body("items[0].id", equalTo(runs));
    }

    @Test
    void anEmptyTextIsNoValueWhereOneIsRequired() {
        String prompt = Acme.create(
                PROMPTS,
                Acme.prompt(
                        "{{a}}{{b}}{{c}}",
                        List.of(
                                Acme.variable("a", "text", Map.of("default", "standard")),
                                Acme.variable("b", "text", Map.of()),
                                Acme.variable("c", "text", Map.of("required", false, "default", "x")))));
        Map<String, Object> empty = Map.of("variables", Map.of("a", "", "b", " ", "c", ""));
        Acme.member()
                .body(empty)
                .post(PROMPTS + "/" + prompt + "/render")
                .then()
                .statusCode(200)
                .body("variables.collect { it.name + '=' + it.value }", contains("a=standard", "c="))
                .body("missing", contains("b"));
        Acme.member()
                .body(empty)
                .post(PROMPTS + "/" + prompt + "/run")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/variables/b"));
    }

    @Test
    void thoseWhoEditABuiltInPromptAtOnceMakeOneCopy() {
        String at = PROMPTS + "/00000000-0000-7000-8000-000000000103";
        List<Integer> statuses = IntStream.range(0, 6)
                .parallel()
                .mapToObj(number -> Acme.member()
                        .header("If-Match", "\"0\"")
                        .body(Acme.prompt("ours " + number, List.of()))
                        .put(at)
                        .statusCode())
                .toList();
        assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 412);
        Acme.member().get(at + "/versions").then().body("items.version", contains(1, 0));
    }

    @Test
    void aDeletedPromptComesBack() {
        String at = PROMPTS + "/" + Acme.create(PROMPTS, Acme.prompt("one", List.of()));
        Acme.member().post(at + "/restore").then().statusCode(404);
        Acme.member().delete(at).then().statusCode(204);
        Acme.member().get(at).then().statusCode(404);
        Acme.member().post(at + "/restore").then().statusCode(200).body("messages[0].content", equalTo("one"));
        Acme.member().get(at).then().statusCode(200);
        Acme.member().get(at + "/versions").then().body("items.version", contains(2, 0));
    }

    @Test
    void everyTenantHasTheBuiltInPromptsAndAnEditIsItsOwn() {
        String at = PROMPTS + "/" + BUILT_IN;
        Acme.as(TestUser.GLOBEX_OWNER)
                .get(PROMPTS)
                .then()
                .statusCode(200)
                .body("items.id", hasItems(BUILT_IN, "00000000-0000-7000-8000-000000000101"))
                .body("items.find { it.id == '" + BUILT_IN + "' }.built_in", equalTo(true));
        Acme.member()
                .header("If-Match", "\"5\"")
                .body(Acme.prompt("ours", List.of()))
                .put(at)
                .then()
                .statusCode(412);
        Acme.member()
                .header("If-Match", "\"0\"")
                .body(Acme.prompt("ours", List.of()))
                .put(at)
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("built_in", equalTo(false))
                .body("id", equalTo(BUILT_IN));
        Acme.member().get(at + "/versions").then().body("items.version", contains(1, 0));
        Acme.as(TestUser.GLOBEX_OWNER)
                .get(at)
                .then()
                .body("built_in", equalTo(true))
                .body("messages[0].content", containsString("objections"));
        Acme.member().delete(at).then().statusCode(204);
        Acme.member().get(PROMPTS).then().body("items.id", not(hasItem(BUILT_IN)));
        Acme.as(TestUser.GLOBEX_OWNER).get(at).then().statusCode(200);
        Acme.member().post(at + "/restore").then().statusCode(200);
        Acme.member().get(PROMPTS).then().body("items.id", hasItem(BUILT_IN));
    }

    @Test
    void listsInPages() {
        Acme.create(PROMPTS, Acme.prompt("one", List.of()));
        String next = "";
        List<String> seen = new java.util.ArrayList<>();
        do {
            var page = Acme.member()
                    .get(PROMPTS + "?limit=3" + (next.isEmpty() ? "" : "&cursor=" + next))
                    .jsonPath();
            seen.addAll(page.getList("items.id"));
            next = page.getString("next") == null ? "" : page.getString("next");
        } while (!next.isEmpty());
        assertThat(seen).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(6).isSorted();
    }

    @Test
    void rolesAndTenantsAreHeldApart() {
        String at = PROMPTS + "/" + Acme.create(PROMPTS, Acme.prompt("one", List.of()));
        Acme.as(TestUser.ACME_VIEWER)
                .body(Acme.prompt("x", List.of()))
                .post(PROMPTS)
                .then()
                .statusCode(403);
        Acme.as(TestUser.ACME_VIEWER).body(Map.of()).post(at + "/run").then().statusCode(403);
        Acme.as(TestUser.GLOBEX_OWNER).get(at).then().statusCode(404);
        Acme.as(TestUser.GLOBEX_OWNER).get(at + "/versions").then().statusCode(404);
        Acme.as(TestUser.GLOBEX_OWNER)
                .body(Map.of("version", 0))
                .put(at + "/labels/x")
                .then()
                .statusCode(404);
        Acme.as(TestUser.GLOBEX_OWNER).body(Map.of()).post(at + "/run").then().statusCode(404);
    }

    private static ValidatableResponse refused(Map<String, Object> prompt, int status, String pointer) {
        return Acme.member()
                .body(prompt)
                .post(PROMPTS)
                .then()
                .statusCode(status)
                .body("errors.pointer", hasItem(pointer));
    }
}
