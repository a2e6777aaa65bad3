package dev.spectrum.platform;

import dev.spectrum.platform.testing.Catalogue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/** Hand-written SQL, as the service's role or as the owner. */
public final class OneSession implements AutoCloseable {

    private final Connection connection;

    private OneSession(Connection connection) {
        this.connection = connection;
    }

    public static OneSession asApp() throws SQLException {
        return new OneSession(Catalogue.asApp());
    }

    public static OneSession asOwner() throws SQLException {
        return new OneSession(Catalogue.asOwner());
    }

    public OneSession transactionFor(UUID tenant) throws SQLException {
        connection.setAutoCommit(false);
        one("select set_config('app.tenant_id', ?, true)", tenant.toString());
        return this;
    }

    /** The first column of the first row. */
    public String one(String query, Object... arguments) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            bind(statement, arguments);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getString(1) : null;
            }
        }
    }

    public int change(String sql, Object... arguments) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, arguments);
            return statement.executeUpdate();
        }
    }

    public Connection connection() {
        return connection;
    }

    private static void bind(PreparedStatement statement, Object... arguments) throws SQLException {
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
