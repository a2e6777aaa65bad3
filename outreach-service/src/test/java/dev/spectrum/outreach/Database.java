package dev.spectrum.outreach;

import dev.spectrum.platform.testing.TestUser;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.eclipse.microprofile.config.ConfigProvider;

/** The database of the running test, as its superuser: to begin with nothing, and to let time pass. */
public final class Database {

    private Database() {}

    /** Forgets everything that earlier tests left; Acme only says where it is, without which it can't launch anything. */
    public static void empty() {
        String tables = String.join(
                ", ",
                query("select format('outreach.%I', tablename) from pg_tables where schemaname = 'outreach'"
                        + " and tablename not in ('flyway_schema_history', 'tenant_profile', 'inbox')"));
        execute("truncate " + tables);
        execute("set app.tenant_id = '" + TestUser.ACME + "';"
                + " insert into outreach_settings (tenant_id, postal_address, permission_mode, channel_modes, approval_hours,"
                + " version, updated_at) values ('" + TestUser.ACME
                + "', '1 Main St, Springfield', 'autopilot', '{}', 72, 0,"
                + " now())");
    }

    public static void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The first column of every row. */
    public static List<String> query(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Close it. */
    public static Connection connect() throws SQLException {
        String url = ConfigProvider.getConfig().getValue("quarkus.datasource.jdbc.url", String.class);
        Properties as = new Properties();
        as.put("user", "postgres");
        as.put("password", "spectrum");
        // Where it meets the service's own work in a deadlock, that gives way: it is done again.
        as.put("options", "-c deadlock_timeout=60s");
        Connection connection = DriverManager.getConnection(url, as);
        connection.setSchema("outreach");
        return connection;
    }
}
