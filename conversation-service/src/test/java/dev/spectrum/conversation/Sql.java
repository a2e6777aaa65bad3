package dev.spectrum.conversation;

import dev.spectrum.platform.testing.Catalogue;
import dev.spectrum.platform.testing.TestUser;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** Hand-written SQL as the service's own role. */
public final class Sql implements AutoCloseable {

    private final Connection connection;

    private Sql(Connection connection) {
        this.connection = connection;
    }

    /** Without a tenant. */
    public static Sql asApp() throws SQLException {
        return new Sql(Catalogue.asApp());
    }

    /** In a tenant's transaction, which {@link #close} commits. */
    public static Sql in(UUID tenant) throws SQLException {
        Sql sql = asApp();
        sql.connection.setAutoCommit(false);
        sql.one("select set_config('app.tenant_id', ?, true)", tenant.toString());
        return sql;
    }

    /** One value of Acme's. */
    public static String inAcme(String query, Object... arguments) {
        try (Sql sql = in(TestUser.ACME)) {
            return sql.one(query, arguments).orElseThrow();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** The first column of the first row, as text. */
    public Optional<String> one(String query, Object... arguments) throws SQLException {
        try (PreparedStatement statement = prepare(query, arguments);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
        }
    }

    public int count(String query, Object... arguments) throws SQLException {
        return Integer.parseInt(one(query, arguments).orElseThrow());
    }

    public int change(String statement, Object... arguments) throws SQLException {
        try (PreparedStatement prepared = prepare(statement, arguments)) {
            return prepared.executeUpdate();
        }
    }

    private PreparedStatement prepare(String sql, Object... arguments) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
        return statement;
    }

    @Override
    public void close() throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.commit();
        }
        connection.close();
    }
}
