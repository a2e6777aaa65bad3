package dev.spectrum.conversation.history;

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

/** What was said before there were months. */
class UpgradeIT {

    private static final String TENANT = "01990000-0000-7000-8000-000000000001";

    @Test
    void whatWasSaidStaysIsFoundAndIsStillARepeat() throws SQLException {
        try (TemporaryServer<PostgresServer> postgres = TemporaryServer.postgres()) {
            PostgresServer server = postgres.server();
            migrate(server, "2026.11.20.22");
            try (Connection app = as(server);
                    Statement statement = app.createStatement()) {
                statement.execute("insert into conversation values ('" + TENANT + "', '" + TENANT
                        + "', 'u', uuidv7(), 'sales', 'Hello', uuidv7(), now(), now());"
                        + " insert into message (tenant_id, id, conversation_id, position, role, content, tool_calls,"
                        + " tool_results, tokens_used, created_at) select tenant_id, uuidv7(), id, i, 'user', 'Dana ' || i,"
                        + " '{}', '{}', 0, now() from conversation, generate_series(1, 3) i; " + turn("k"));
            }

            migrate(server, "latest");

            try (Connection app = as(server);
                    Statement statement = app.createStatement()) {
                assertThat(text(app, "select count(*) from message")).isEqualTo("3");
                assertThat(text(app, "select count(*) from message where search @@ 'dana & 2'"))
                        .isEqualTo("1");
                statement.execute(turn("k") + ";" + turn("l"));
                assertThat(text(app, "select string_agg(client_message_id, ',' order by client_message_id) from turn"))
                        .isEqualTo("k,l");
            }
        }
    }

    private static String turn(String key) {
        return "insert into turn (tenant_id, id, conversation_id, user_message_id, user_id, client_message_id,"
                + " request_digest, state, attempt, agent_id, agent_version, expires_at, started_at) select tenant_id,"
                + " uuidv7(), conversation_id, id, 'u', '" + key
                + "', 'd', 'failed', 1, uuidv7(), 1, now(), now() from message where position = 1";
    }

    private static void migrate(PostgresServer server, String target) {
        Flyway.configure()
                .dataSource(server.jdbcUrl(PostgresServer.DATABASE), "conversation_owner", PostgresServer.PASSWORD)
                .locations("db/platform", "db/migration")
                .defaultSchema("conversation")
                .placeholders(Map.of("app_role", "conversation_app", "service", "conversation-service"))
                .target(target)
                .load()
                .migrate();
    }

    private static Connection as(PostgresServer server) throws SQLException {
        Connection connection = server.connect(PostgresServer.DATABASE, "conversation_app", PostgresServer.PASSWORD);
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
