package dev.spectrum.agent.actions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import dev.spectrum.agent.Acme;
import dev.spectrum.agent.ScriptedServer;
import dev.spectrum.agent.TenantsForTests;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ActionIT {

    private static final String ACTIONS = "/api/v1/actions";

    @BeforeEach
    void tenantsExist() {
        TenantsForTests.exist();
    }

    @Test
    void everyValueSaysWhereItComesFrom() {
        String prompt = Acme.create(
                "/api/v1/prompts",
                Acme.prompt(
                        "{{a}}, {{b}}, {{c}}, {{d}}, {{e}}",
                        List.of(
                                Acme.variable("d", "number", Map.of("default", 7)),
                                Acme.variable("e", "text", Map.of("required", false)))));
        String broker = Acme.broker("client");
        Acme.value(TestUser.ACME_MEMBER, broker, Map.of("scope", "workspace", "scope_id", "w1", "value", "Initech"));
        String action = action(prompt, Map.of("c", broker), Map.of("b", "fixed"), List.of("workspace"));

        resolve(action, Map.of("workspace_id", "w1"), Map.of("a", "said"))
                .body("variables.name", contains("d", "a", "b", "c"))
                .body("variables.find { it.name == 'a' }.source", equalTo("user"))
                .body("variables.find { it.name == 'b' }.source", equalTo("hardcoded"))
                .body("variables.find { it.name == 'c' }.source", equalTo("broker"))
                .body("variables.find { it.name == 'c' }.broker_id", equalTo(broker))
                .body("variables.find { it.name == 'c' }.scope", equalTo("workspace"))
                .body("variables.find { it.name == 'd' }.source", equalTo("default"))
                .body("variables.find { it.name == 'd' }.value", equalTo(7))
                .body("missing", empty())
                .body("messages[0].content", equalTo("said, fixed, Initech, 7, "));
        resolve(action, Map.of("workspace_id", "w2"), Map.of("b", "said"))
                .body("missing", contains("a", "c"))
                .body("variables.find { it.name == 'b' }.value", equalTo("said"))
                .body("messages[0].content", equalTo(", said, , 7, "));
    }

    @Test
    void theMostSpecificScopeThatTheActionNamesWins() {
        String prompt = Acme.create("/api/v1/prompts", Acme.prompt("{{x}}", List.of()));
        String broker = Acme.broker("x");
        for (String scope : List.of("tenant", "user", "workspace", "project", "task")) {
            Map<String, Object> value = new HashMap<>(Map.of("scope", scope, "value", "of " + scope));
            if (!List.of("tenant", "user").contains(scope)) {
                value.put("scope_id", scope + "-1");
            }
            Acme.value(TestUser.ACME_MEMBER, broker, value);
        }
        Map<String, Object> everywhere =
                Map.of("workspace_id", "workspace-1", "project_id", "project-1", "task_id", "task-1");
        List<String> all = List.of("task", "project", "workspace", "user", "tenant");
        for (int i = 0; i < all.size(); i++) {
            String action = action(prompt, Map.of("x", broker), Map.of(), all.subList(i, all.size()));
            resolve(action, everywhere, Map.of()).body("variables[0].scope", equalTo(all.get(i)));
        }
        resolve(action(prompt, Map.of("x", broker), Map.of(), List.of()), everywhere, Map.of())
                .body("missing", contains("x"));
        resolve(action(prompt, Map.of("x", broker), Map.of(), all), Map.of("project_id", "another"), Map.of())
                .body("variables[0].scope", equalTo("user"));
    }

    /** A double would have made 0.1234567890123456 of it, and 1.0E-7 of what is small. */
    @Test
    void numbersKeepTheirDigitsFromWhereverTheyCome() {
        String digits = "0.12345678901234567890123456789";
        String small = "0.00000010";
        String prompt = Acme.member()
                .body(("{'name': 'digits', 'messages': [{'role': 'user', 'content': '{{a}} {{b}} {{c}} {{d}}'}],"
                                + " 'variable_defaults': [{'name': 'a', 'type': 'number'}, {'name': 'b', 'type': 'number'},"
                                + " {'name': 'c', 'type': 'json'}, {'name': 'd', 'type': 'number', 'default': "
                                + digits + "}]}")
                        .replace('\'', '"'))
                .post("/api/v1/prompts")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        String broker = Acme.broker("digits");
        Acme.member()
                .body("{\"scope\": \"tenant\", \"value\": [" + digits + "]}")
                .put("/api/v1/brokers/" + broker + "/values")
                .then()
                .statusCode(200);
        String action = Acme.member()
                .body(("{'name': 'digits', 'prompt_id': '" + prompt + "', 'broker_mappings': {'c': '" + broker
                                + "'}, 'hardcoded_values': {'b': " + small + "}, 'context_scopes': ['tenant']}")
                        .replace('\'', '"'))
                .post(ACTIONS)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        String call = "{\"variables\": {\"a\": " + digits + "}}";

        String resolved = Acme.member()
                .body(call)
                .post(ACTIONS + "/" + action + "/resolve")
                .asString();

        String told = digits + " " + small + " [" + digits + "] " + digits;
        assertThat(resolved)
                .contains("\"value\":" + digits + ",", "\"value\":" + small + ",", "\"value\":[" + digits + "]", told);
        ScriptedServer.MODEL.forget();
        ScriptedServer.MODEL.say("Noted.");
        String run = Acme.member()
                .body(call)
                .post(ACTIONS + "/" + action + "/run")
                .then()
                .statusCode(200)
                .extract()
                .path("run_id");
        assertThat(ScriptedServer.MODEL.lastRequest().at("/messages/0/content").asText())
                .isEqualTo(told);
        assertThat(Acme.member().get("/api/v1/runs/" + run).asString())
                .contains("\"value\":" + digits + ",", "\"value\":" + small + ",", told);
    }

    @Test
    void aUsersValueIsNobodyElses() {
        String prompt = Acme.create("/api/v1/prompts", Acme.prompt("{{x}}", List.of()));
        String broker = Acme.broker("signature");
        Acme.value(TestUser.ACME_MEMBER, broker, Map.of("scope", "user", "value", "Yours, M"));
        String action = action(prompt, Map.of("x", broker), Map.of(), List.of("user"));
        resolve(action, Map.of(), Map.of()).body("variables[0].value", equalTo("Yours, M"));
        for (TestUser other : List.of(TestUser.ACME_ADMIN, TestUser.ACME_OWNER, TestUser.ACME_VIEWER)) {
            Acme.as(other)
                    .body(Map.of())
                    .post(ACTIONS + "/" + action + "/resolve")
                    .then()
                    .statusCode(200)
                    .body("variables", empty());
            Acme.as(other).get("/api/v1/brokers/" + broker + "/values").then().body("items", empty());
        }
        Acme.as(TestUser.ACME_OWNER)
                .body(Map.of("scope", "user", "scope_id", TestUser.ACME_MEMBER.subject(), "value", "x"))
                .put("/api/v1/brokers/" + broker + "/values")
                .then()
                .statusCode(403)
                .body("errors[0].pointer", equalTo("/scope_id"));
        Acme.member().get("/api/v1/brokers/" + broker + "/values").then().body("items.value", contains("Yours, M"));
        Acme.member()
                .delete("/api/v1/brokers/" + broker + "/values?scope=user")
                .then()
                .statusCode(204);
        resolve(action, Map.of(), Map.of()).body("missing", contains("x"));
    }

    @Test
    void editingAPromptChangesItsActionsAndEditingAnActionNoPrompt() {
        String prompt = Acme.create("/api/v1/prompts", Acme.prompt("one {{x}}", List.of()));
        String first = action(prompt, Map.of(), Map.of("x", "1"), List.of());
        String second = action(prompt, Map.of(), Map.of("x", "2"), List.of());
        Acme.member()
                .body(Acme.prompt("two {{x}}", List.of()))
                .put("/api/v1/prompts/" + prompt)
                .then()
                .statusCode(200);
        resolve(first, Map.of(), Map.of()).body("messages[0].content", equalTo("two 1"));
        resolve(second, Map.of(), Map.of()).body("messages[0].content", equalTo("two 2"));
        Acme.member()
                .body(body(prompt, Map.of(), Map.of("x", "3"), List.of()))
                .put(ACTIONS + "/" + first)
                .then()
                .statusCode(200);
        resolve(first, Map.of(), Map.of()).body("messages[0].content", equalTo("two 3"));
        resolve(second, Map.of(), Map.of()).body("messages[0].content", equalTo("two 2"));
        Acme.member()
                .get("/api/v1/prompts/" + prompt)
                .then()
                .header("ETag", "\"1\"")
                .body("messages[0].content", equalTo("two {{x}}"));
        Acme.member().get(ACTIONS + "/" + first + "/versions").then().body("items.version", contains(1, 0));
    }

    @Test
    void anUnknownBrokerIs400WithAPointer() {
        String prompt = Acme.create("/api/v1/prompts", Acme.prompt("{{x}}", List.of()));
        String broker = Acme.broker("deleted");
        Acme.member().delete("/api/v1/brokers/" + broker).then().statusCode(204);
        for (String unknown : List.of(UUID.randomUUID().toString(), broker)) {
            refused(body(prompt, Map.of("x", unknown), Map.of(), List.of()), 400, "/broker_mappings/x");
        }
        refused(body(prompt, Map.of("y", Acme.broker("b")), Map.of(), List.of()), 400, "/broker_mappings/y");
        refused(body(prompt, Map.of(), Map.of("y", 1), List.of()), 400, "/hardcoded_values/y");
        refused(body(prompt, Map.of(), Map.of("x", 1), List.of()), 422, "/hardcoded_values/x");
        refused(body(UUID.randomUUID().toString(), Map.of(), Map.of(), List.of()), 400, "/prompt_id");
        refused(body(prompt, Map.of(), Map.of(), List.of("galaxy")), 400, "/context_scopes/0");
    }

    @Test
    void aValueOfTheWrongTypeIs422WithAPointerWhoeverGaveIt() {
        String prompt =
                Acme.create("/api/v1/prompts", Acme.prompt("{{x}}", List.of(Acme.variable("x", "number", Map.of()))));
        String broker = Acme.broker("number");
        Acme.value(TestUser.ACME_MEMBER, broker, Map.of("scope", "tenant", "value", "many"));
        String action = action(prompt, Map.of("x", broker), Map.of(), List.of("tenant"));
        call(action, Map.of(), Map.of("x", "many"))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/variables/x"))
                .body("errors[0].detail", equalTo("Must be a number."));
        call(action, Map.of(), Map.of())
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/variables/x"))
                .body("errors[0].detail", containsString(broker));
        call(action, Map.of(), Map.of("y", 1)).statusCode(400).body("errors[0].pointer", equalTo("/variables/y"));
    }

    @Test
    void aBuiltInPromptHasActionsToo() {
        String action =
                action("00000000-0000-7000-8000-000000000104", Map.of(), Map.of("transcript", "A: Hi."), List.of());
        resolve(action, Map.of(), Map.of())
                .body("missing", empty())
                .body("messages[1].content", containsString("A: Hi."));
    }

    @Test
    void anActionWhosePromptIsGoneSaysSo() {
        String prompt = Acme.create("/api/v1/prompts", Acme.prompt("x", List.of()));
        String action = action(prompt, Map.of(), Map.of(), List.of());
        Acme.member().delete("/api/v1/prompts/" + prompt).then().statusCode(204);
        call(action, Map.of(), Map.of()).statusCode(409).body("type", containsString("prompt-deleted"));
    }

    @Test
    void aStaleSaveAndADeletionAndItsEnd() {
        String prompt = Acme.create("/api/v1/prompts", Acme.prompt("x", List.of()));
        String at = ACTIONS + "/" + action(prompt, Map.of(), Map.of(), List.of("user"));
        Map<String, Object> body = body(prompt, Map.of(), Map.of(), List.of("task", "user"));
        Acme.member().header("If-Match", "\"0\"").body(body).put(at).then().statusCode(200);
        Acme.member().header("If-Match", "\"0\"").body(body).put(at).then().statusCode(412);
        Acme.member().get(at).then().body("context_scopes", contains("task", "user"));
        Acme.member().delete(at).then().statusCode(204);
        Acme.member().get(at).then().statusCode(404);
        Acme.member().get(ACTIONS).then().body("items.id", not(hasItem(at.substring(at.lastIndexOf('/') + 1))));
        Acme.member().post(at + "/restore").then().statusCode(200);
        Acme.member().get(at).then().statusCode(200);
        Acme.as(TestUser.GLOBEX_OWNER).get(at).then().statusCode(404);
        Acme.as(TestUser.GLOBEX_OWNER)
                .body(Map.of())
                .post(at + "/resolve")
                .then()
                .statusCode(404);
        Acme.as(TestUser.ACME_VIEWER).delete(at).then().statusCode(403);
    }

    @Test
    void aLongValueManyTimesOverIsRefused() {
        String prompt = Acme.create("/api/v1/prompts", Acme.prompt("{{x}}".repeat(1000), List.of()));
        String action = action(prompt, Map.of(), Map.of(), List.of());
        call(action, Map.of(), Map.of("x", "y".repeat(100_000)))
                .statusCode(422)
                .body("type", containsString("too-long"));
    }

    private static Map<String, Object> body(
            String prompt, Map<String, ?> mappings, Map<String, ?> hardcoded, List<String> scopes) {
        return Map.of(
                "name",
                "For a test",
                "prompt_id",
                prompt,
                "broker_mappings",
                mappings,
                "hardcoded_values",
                hardcoded,
                "context_scopes",
                scopes,
                "execution_config",
                Map.of("auto_run", true));
    }

    private static String action(
            String prompt, Map<String, ?> mappings, Map<String, ?> hardcoded, List<String> scopes) {
        return Acme.create(ACTIONS, body(prompt, mappings, hardcoded, scopes));
    }

    private static ValidatableResponse resolve(String action, Map<String, ?> context, Map<String, ?> variables) {
        return call(action, context, variables).statusCode(200);
    }

    private static ValidatableResponse call(String action, Map<String, ?> context, Map<String, ?> variables) {
        return Acme.member()
                .body(Map.of("context", context, "variables", variables))
                .post(ACTIONS + "/" + action + "/resolve")
                .then();
    }

    private static void refused(Map<String, Object> body, int status, String pointer) {
        Acme.member().body(body).post(ACTIONS).then().statusCode(status).body("errors.pointer", hasItem(pointer));
    }
}
