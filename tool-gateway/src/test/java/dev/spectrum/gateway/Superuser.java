package dev.spectrum.gateway;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.eclipse.microprofile.config.ConfigProvider;

/** Whom no policy of the database holds. */
public final class Superuser {

    private Superuser() {}

    public static Connection connect() throws SQLException {
        Connection connection = DriverManager.getConnection(
                ConfigProvider.getConfig().getValue("quarkus.datasource.jdbc.url", String.class),
                "postgres",
                "spectrum");
        connection.setSchema("gateway");
        return connection;
    }
}
