package dev.spectrum.agent.agents.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.servers.PostgresServer;
import dev.spectrum.servers.TemporaryServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** Agents from before there were versions. */
class UpgradeIT {

    private static final String TENANT = "01990000-0000-7000-8000-000000000001";

    @Test
    void theAgentsThatThereAreBecomeTheirOwnFirstKnownVersion() throws SQLException {
        try (TemporaryServer<PostgresServer> postgres = TemporaryServer.postgres()) {
            PostgresServer server = postgres.server();
            migrate(server, "2026.11.20.06");
            try (Connection app = as(server, "agent_app");
                    Statement statement = app.createStatement()) {
                statement.execute(
                        "insert into agent values ('" + TENANT + "', gen_random_uuid(), 'Sales', 'sales', '', '',"
                                + " 'You are {role_name}.', '{one,two}', '', 0.2, '', '{crm}', '{\"crm\": [\"read\"]}', '#2563eb', 1,"
                                + " true, null, 7, now(), now(), null)");
            }

            migrate(server, "latest");

            try (Connection app = as(server, "agent_app")) {
                assertThat(text(app, "select version || ' ' || revision || ' ' || labels from agent"))
                        .isEqualTo("7 7 {}");
                assertThat(
                                text(
                                        app,
                                        "select concat_ws(' ', version, saved_by, definition ->> 'system_prompt',"
                                                + " definition -> 'responsibilities', definition -> 'api_permissions',"
                                                + " definition -> 'temperature', definition -> 'cartridge_id') from agent_version"))
                        .isEqualTo("7 spectrum You are {role_name}. [\"one\", \"two\"] {\"crm\": [\"read\"]} 0.2 null");
            }
            try (Connection stranger = as(server, "agent_app");
                    Statement statement = stranger.createStatement()) {
                statement.execute("set app.tenant_id = '01990000-0000-7000-8000-000000000002'");
                assertThat(text(stranger, "select count(*) from agent_version")).isEqualTo("0");
            }
        }
    }

    private static void migrate(PostgresServer server, String target) {
        Flyway.configure()
                .dataSource(server.jdbcUrl(PostgresServer.DATABASE), "agent_owner", PostgresServer.PASSWORD)
                .locations("db/platform", "db/migration")
                .defaultSchema("agent")
                .placeholders(Map.of("app_role", "agent_app", "service", "agent-service"))
                .target(target)
                .load()
                .migrate();
    }

    private static Connection as(PostgresServer server, String role) throws SQLException {
        Connection connection = server.connect(PostgresServer.DATABASE, role, PostgresServer.PASSWORD);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set app.tenant_id = '" + TENANT + "'");
        }
        return connection;
    }

    private static String text(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
