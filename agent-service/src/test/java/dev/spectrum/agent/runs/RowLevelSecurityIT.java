package dev.spectrum.agent.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spectrum.agent.Acme;
import dev.spectrum.agent.ScriptedServer;
import dev.spectrum.agent.TenantsForTests;
import dev.spectrum.platform.testing.Catalogue;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Hand-written SQL as the service's own role, on the tables of prompts, actions and runs. */
@QuarkusTest
class RowLevelSecurityIT {

    private static final List<String> TABLES = List.of(
            "prompt",
            "prompt_version",
            "prompt_label",
            "broker",
            "broker_value",
            "action",
            "action_version",
            "shortcut",
            "run",
            "task");

    @BeforeEach
    void acmeHasOneOfEach() {
        TenantsForTests.exist();
        ScriptedServer.MODEL.forget();
        String prompt = Acme.create("/api/v1/prompts", Acme.prompt("x", List.of()));
        Acme.member()
                .body(Map.of("version", 0))
                .put("/api/v1/prompts/" + prompt + "/labels/l")
                .then()
                .statusCode(200);
        Acme.value(TestUser.ACME_MEMBER, Acme.broker("b"), Map.of("scope", "tenant", "value", 1));
        Acme.create("/api/v1/actions", Map.of("name", "a", "prompt_id", prompt));
        Acme.create("/api/v1/shortcuts", Map.of("name", "s", "prompt_id", prompt));
        Acme.member()
                .body(Map.of())
                .post("/api/v1/prompts/" + prompt + "/run")
                .then()
                .statusCode(200);
    }

    @Test
    void itSeesOneTenantAndWithoutATenantNothing() throws SQLException {
        for (String table : TABLES) {
            String ofAcme = "select count(*) from " + table + " where tenant_id = '" + TestUser.ACME + "'";
            try (Connection acme = as(TestUser.ACME.toString());
                    Connection globex = as(TestUser.GLOBEX.toString());
                    Connection nobody = as("")) {
                assertThat(count(acme, ofAcme)).as(table).isPositive();
                assertThat(count(globex, ofAcme)).as(table).isZero();
                assertThat(count(nobody, ofAcme)).as(table).isZero();
            }
        }
    }

    @Test
    void itChangesNothingOfAnotherTenant() throws SQLException {
        for (String table : List.of("prompt", "broker", "action", "shortcut", "run")) {
            try (Connection globex = as(TestUser.GLOBEX.toString());
                    Statement statement = globex.createStatement()) {
                assertThat(statement.executeUpdate("update " + table + " set tenant_id = tenant_id where tenant_id = '"
                                + TestUser.ACME + "'"))
                        .as(table)
                        .isZero();
            }
            try (Connection acme = as(TestUser.ACME.toString());
                    Statement statement = acme.createStatement()) {
                assertThatThrownBy(() -> statement.executeUpdate(
                                "update " + table + " set tenant_id = '" + TestUser.GLOBEX + "'"))
                        .as(table)
                        .hasMessageContaining("row-level security");
            }
        }
    }

    @Test
    void itDeletesNoHistory() throws SQLException {
        for (String table : List.of("prompt", "prompt_version", "broker", "action", "action_version", "run", "task")) {
            try (Connection acme = as(TestUser.ACME.toString());
                    Statement statement = acme.createStatement()) {
                assertThatThrownBy(() -> statement.execute("delete from " + table))
                        .as(table)
                        .hasMessageContaining("permission denied");
            }
        }
        for (String update :
                List.of("update prompt_version set saved_by = ''", "update action_version set saved_by = ''")) {
            try (Connection acme = as(TestUser.ACME.toString());
                    Statement statement = acme.createStatement()) {
                assertThatThrownBy(() -> statement.execute(update)).hasMessageContaining("permission denied");
            }
        }
    }

    /** For that tenant; blank for none. */
    private static Connection as(String tenant) throws SQLException {
        Connection app = Catalogue.asApp();
        app.setAutoCommit(false);
        try (Statement set = app.createStatement()) {
            set.execute("select set_config('app.tenant_id', '" + tenant + "', true)");
        }
        return app;
    }

    private static int count(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
