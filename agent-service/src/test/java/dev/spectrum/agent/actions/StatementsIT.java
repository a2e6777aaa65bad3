package dev.spectrum.agent.actions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;

import dev.spectrum.agent.Acme;
import dev.spectrum.agent.TenantsForTests;
import dev.spectrum.platform.testing.StatementLog;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class StatementsIT {

    private static final List<String> SCOPES = List.of("task", "project", "workspace", "user", "tenant");

    @Test
    void resolvingTwentyVariablesOverFiveScopesIsOneRoundTrip() throws SQLException {
        TenantsForTests.exist();
        StringBuilder text = new StringBuilder();
        Map<String, String> mappings = new HashMap<>();
        for (int i = 0; i < 20; i++) {
            String broker = Acme.broker("b" + i);
            Map<String, Object> value = new HashMap<>(Map.of("scope", SCOPES.get(i % 5), "value", "v" + i));
            if (i % 5 < 3) {
                value.put("scope_id", "1");
            }
            Acme.value(TestUser.ACME_MEMBER, broker, value);
            mappings.put("v" + i, broker);
            text.append("{{v").append(i).append("}} ");
        }
        String prompt = Acme.create("/api/v1/prompts", Acme.prompt(text.toString(), List.of()));
        String action = Acme.create(
                "/api/v1/actions",
                Map.of("name", "a", "prompt_id", prompt, "broker_mappings", mappings, "context_scopes", SCOPES));
        Map<String, Object> context = Map.of("workspace_id", "1", "project_id", "1", "task_id", "1");

        List<List<String>> transactions;
        List<String> statements;
        try (StatementLog log = StatementLog.start()) {
            Acme.member()
                    .body(Map.of("context", context))
                    .post("/api/v1/actions/" + action + "/resolve")
                    .then()
                    .statusCode(200)
                    .body("variables", hasSize(20))
                    .body("missing", empty());
            transactions = log.transactions();
            statements = log.statements();
        }

        assertThat(transactions).isEmpty();
        assertThat(statements)
                .filteredOn(sql -> sql.contains("action_in_context"))
                .hasSize(1);
    }
}
