package dev.spectrum.agent.shortcuts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.spectrum.agent.Acme;
import dev.spectrum.agent.ScriptedServer;
import dev.spectrum.agent.TenantsForTests;
import dev.spectrum.platform.testing.Catalogue;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ShortcutIT {

    private static final String SHORTCUTS = "/api/v1/shortcuts";

    @BeforeEach
    void nothingIsScripted() {
        TenantsForTests.exist();
        ScriptedServer.MODEL.forget();
    }

    @Test
    void runsItsPrompt() {
        String prompt = Acme.create("/api/v1/prompts", Acme.prompt("Hello {{x}}", List.of()));
        String shortcut = Acme.create(SHORTCUTS, shortcut("prompt_id", prompt));
        String run = Acme.member()
                .body(Map.of("variables", Map.of("x", "Ada")))
                .post(SHORTCUTS + "/" + shortcut + "/run")
                .then()
                .statusCode(200)
                .extract()
                .path("run_id");
        Acme.member()
                .get("/api/v1/runs/" + run)
                .then()
                .body("source", equalTo("shortcut"))
                .body("shortcut_id", equalTo(shortcut))
                .body("prompt_id", equalTo(prompt))
                .body("action_id", nullValue());
        Acme.member().get("/api/v1/runs?shortcut_id=" + shortcut).then().body("items.id", contains(run));
    }

    @Test
    void runsItsActionInTheContextGiven() {
        String prompt = Acme.create("/api/v1/prompts", Acme.prompt("Hello {{x}}", List.of()));
        String broker = Acme.broker("x");
        Acme.value(TestUser.ACME_MEMBER, broker, Map.of("scope", "task", "scope_id", "t1", "value", "Grace"));
        String action = Acme.create(
                "/api/v1/actions",
                Map.of(
                        "name",
                        "a",
                        "prompt_id",
                        prompt,
                        "broker_mappings",
                        Map.of("x", broker),
                        "context_scopes",
                        List.of("task")));
        String shortcut = Acme.create(SHORTCUTS, shortcut("action_id", action));
        Acme.member()
                .body(Map.of("context", Map.of("task_id", "t1")))
                .post(SHORTCUTS + "/" + shortcut + "/run")
                .then()
                .statusCode(200)
                .body("variables[0].value", equalTo("Grace"));
        String events = Acme.member()
                .accept("text/event-stream")
                .body(Map.of("context", Map.of("task_id", "t1")))
                .post(SHORTCUTS + "/" + shortcut + "/run")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(events).contains("RUN_STARTED").contains("RUN_FINISHED");
    }

    @Test
    void isForExactlyOneOfPromptAndAction() {
        String prompt = Acme.create("/api/v1/prompts", Acme.prompt("x", List.of()));
        Map<String, Object> both = shortcut("prompt_id", prompt);
        both.put("action_id", UUID.randomUUID().toString());
        Acme.member()
                .body(both)
                .post(SHORTCUTS)
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/action_id"));
        Acme.member()
                .body(Map.of("name", "none"))
                .post(SHORTCUTS)
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/prompt_id"));
        Acme.member()
                .body(shortcut("action_id", UUID.randomUUID().toString()))
                .post(SHORTCUTS)
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/action_id"));
    }

    @Test
    void theDatabaseSaysSoToo() throws SQLException {
        for (String targets : List.of("null, null", "gen_random_uuid(), gen_random_uuid()")) {
            try (Connection app = Catalogue.asApp();
                    Statement statement = app.createStatement()) {
                statement.execute("select set_config('app.tenant_id', '" + TestUser.ACME + "', false)");
                assertThatThrownBy(() -> statement.execute("insert into shortcut select '" + TestUser.ACME
                                + "', gen_random_uuid(), 'x', '', '#000000', 1, " + targets
                                + ", 0, now(), now(), null"))
                        .hasMessageContaining("shortcut_to_one");
            }
        }
    }

    @Test
    void areListedByPositionAndChangedAndDeleted() {
        String prompt = Acme.create("/api/v1/prompts", Acme.prompt("x", List.of()));
        Map<String, Object> late = shortcut("prompt_id", prompt);
        late.put("position", 1_000_002);
        Map<String, Object> early = shortcut("prompt_id", prompt);
        early.put("position", 1_000_001);
        String second = Acme.create(SHORTCUTS, late);
        String first = Acme.create(SHORTCUTS, early);
        List<String> ids =
                Acme.member().get(SHORTCUTS + "?limit=200").jsonPath().getList("items.id");
        assertThat(ids).containsSubsequence(first, second);
        String at = SHORTCUTS + "/" + first;
        early.put("name", "Renamed");
        Acme.member().header("If-Match", "\"0\"").body(early).put(at).then().statusCode(200);
        Acme.member().header("If-Match", "\"0\"").body(early).put(at).then().statusCode(412);
        Acme.member().delete(at).then().statusCode(204);
        Acme.member().get(at).then().statusCode(404);
        Acme.member().body(Map.of()).post(at + "/run").then().statusCode(404);
        Acme.member().post(at + "/restore").then().statusCode(200).body("name", equalTo("Renamed"));
        Acme.as(TestUser.GLOBEX_OWNER).get(at).then().statusCode(404);
        Acme.as(TestUser.ACME_VIEWER).delete(at).then().statusCode(403);
        Acme.as(TestUser.ACME_VIEWER).get(at).then().statusCode(200).body("prompt_id", equalTo(prompt));
        assertThat(ids).doesNotHaveDuplicates();
        Acme.member().get(SHORTCUTS + "?cursor=abc").then().statusCode(400).body("errors.pointer", contains("?cursor"));
    }

    private static Map<String, Object> shortcut(String target, String id) {
        Map<String, Object> shortcut = new HashMap<>();
        shortcut.put("name", "For a test");
        shortcut.put(target, id);
        return shortcut;
    }
}
