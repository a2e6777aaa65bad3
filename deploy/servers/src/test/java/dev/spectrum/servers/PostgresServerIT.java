package dev.spectrum.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresServerIT {
    private static TemporaryServer<PostgresServer> postgres;

    @BeforeAll
    static void start() {
        postgres = TemporaryServer.postgres();
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @Test
    void isPostgres18() throws SQLException {
        try (var connection = asSuperuser()) {
            assertThat(text(connection, "SHOW server_version")).isEqualTo("18.6");
        }
    }

    @Test
    void givesEachServiceASchemaThatItsAppRoleOwnsNothingOf() throws SQLException {
        try (var owner = as("agent_owner");
                var app = as("agent_app")) {
            owner.createStatement().execute("CREATE TABLE thing (id int)");
            owner.createStatement().execute("GRANT SELECT ON thing TO agent_app");

            assertThat(text(app, "SELECT count(*) FROM thing")).isEqualTo("0");
            assertThatThrownBy(() -> app.createStatement().execute("CREATE TABLE mine (id int)"))
                    .hasMessageContaining("permission denied for schema agent");
            assertThat(text(app, "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"))
                    .isEqualTo("f");
        }
    }

    @Test
    void keepsAServiceOutOfTheOthersSchemas() throws SQLException {
        try (var gateway = as("gateway_owner")) {
            assertThatThrownBy(() -> gateway.createStatement().execute("CREATE TABLE outreach.thing (id int)"))
                    .hasMessageContaining("permission denied for schema outreach");
        }
    }

    @Test
    void hasADatabaseForKeycloakOnly() throws SQLException {
        try (var keycloak = server().connect("keycloak", "keycloak", PostgresServer.PASSWORD)) {
            keycloak.createStatement().execute("CREATE TABLE realm (id int)");
        }
        assertThatThrownBy(() -> server().connect("spectrum", "keycloak", PostgresServer.PASSWORD))
                .hasMessageContaining("permission denied for database");
    }

    @Test
    void refusesAWrongPassword() {
        assertThatThrownBy(() -> server().connect("spectrum", "agent_app", "guess"))
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void changesNothingWhenItIsFurnishedAgain() throws IOException {
        server().furnish();
        server().furnish();
    }

    @Test
    void keepsItsDataOverARestart() throws SQLException {
        try (var owner = as("outreach_owner")) {
            owner.createStatement().execute("CREATE TABLE kept AS SELECT 42 AS answer");
        }
        postgres.stop();
        postgres.start();
        try (var owner = as("outreach_owner")) {
            assertThat(text(owner, "SELECT answer FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void startsAgainAfterItWasKilled() throws SQLException {
        var killed = ProcessHandle.of(postgres.process().pid()).orElseThrow();
        killed.destroyForcibly();
        killed.onExit().join();
        postgres.start();
        try (var connection = asSuperuser()) {
            assertThat(connection.isValid(1)).isTrue();
        }
    }

    @Test
    void endsAtOnceThoughClientsAreConnected() throws SQLException {
        try (var client = asSuperuser()) {
            postgres.stop();
            assertThatThrownBy(() -> text(client, "SELECT 1")).isInstanceOf(SQLException.class);
        } finally {
            postgres.start();
        }
    }

    private static PostgresServer server() {
        return postgres.server();
    }

    private static Connection asSuperuser() throws SQLException {
        return as(PostgresServer.SUPERUSER);
    }

    private static Connection as(String role) throws SQLException {
        return server().connect(PostgresServer.DATABASE, role, PostgresServer.PASSWORD);
    }

    private static String text(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(query)) {
            result.next();
            return result.getString(1);
        }
    }
}
