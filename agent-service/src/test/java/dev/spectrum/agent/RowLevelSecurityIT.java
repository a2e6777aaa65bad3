package dev.spectrum.agent;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spectrum.platform.testing.Catalogue;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Hand-written SQL as the service's own role. */
@QuarkusTest
class RowLevelSecurityIT {

    private static final List<String> TABLES = List.of("tenant", "agent", "agent_version", "white_label");

    @BeforeEach
    void bothTenantsHaveTheirAgents() {
        TenantsForTests.exist();
        for (TestUser admin : List.of(TestUser.ACME_ADMIN, TestUser.GLOBEX_OWNER)) {
            given().auth()
                    .oauth2(admin.token())
                    .contentType(ContentType.JSON)
                    .body(Map.of("brand_name", "Mine"))
                    .put("/api/v1/white-label")
                    .then()
                    .statusCode(200);
        }
    }

    @Test
    void itSeesOneTenantAndWithoutATenantNothing() throws SQLException {
        for (String table : TABLES) {
            String all = "select count(*) from " + table;
            String ofAcme = all + " where tenant_id = '" + TestUser.ACME + "'";
            assertThat(count(TestUser.ACME, ofAcme)).as(table).isPositive().isEqualTo(count(TestUser.ACME, all));
            assertThat(count(TestUser.GLOBEX, ofAcme + " or true"))
                    .as(table)
                    .isEqualTo(count(TestUser.GLOBEX, all + " where tenant_id = '" + TestUser.GLOBEX + "'"));
            try (Connection nobody = Catalogue.asApp()) {
                assertThat(count(nobody, all)).as(table).isZero();
            }
        }
    }

    @Test
    void itChangesNothingOfAnotherTenant() throws SQLException {
        String acme = " where tenant_id = '" + TestUser.ACME + "'";
        try (Connection globex = as(TestUser.GLOBEX)) {
            assertThat(change(globex, "update tenant set tier = 'dominance'" + acme))
                    .isZero();
            assertThat(change(globex, "update agent set system_prompt = 'x'" + acme))
                    .isZero();
        }
        for (String change : List.of(
                "insert into agent select (jsonb_populate_record(a, '{\"tenant_id\": \"" + TestUser.ACME
                        + "\"}')).* from agent a",
                "update agent set tenant_id = '" + TestUser.ACME + "'",
                "update tenant set tenant_id = '" + UUID.randomUUID() + "'")) {
            try (Connection globex = as(TestUser.GLOBEX)) {
                assertThatThrownBy(() -> change(globex, change)).as(change).hasMessageContaining("row-level security");
            }
        }
    }

    @Test
    void itDeletesNothingAndReadsNoSlugs() throws SQLException {
        for (String denied : List.of(
                "delete from agent",
                "delete from tenant",
                "truncate agent",
                "update agent_version set version = 99",
                "delete from agent_version",
                "delete from white_label",
                "select count(*) from tenant_slug",
                "update tenant_slug set slug = 'x'",
                "delete from tenant_slug")) {
            try (Connection acme = as(TestUser.ACME)) {
                assertThatThrownBy(() -> change(acme, denied)).as(denied).hasMessageContaining("permission denied");
            }
        }
    }

    /** In a transaction of the tenant's, which is rolled back with the connection's end. */
    private static Connection as(UUID tenant) throws SQLException {
        Connection app = Catalogue.asApp();
        app.setAutoCommit(false);
        try (PreparedStatement set = app.prepareStatement("select set_config('app.tenant_id', ?, true)")) {
            set.setString(1, tenant.toString());
            set.execute();
        }
        return app;
    }

    private static int count(UUID tenant, String query) throws SQLException {
        try (Connection connection = as(tenant)) {
            return count(connection, query);
        }
    }

    private static int count(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    /** How many rows the statement changed. */
    private static int change(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return statement.getUpdateCount();
        }
    }
}
