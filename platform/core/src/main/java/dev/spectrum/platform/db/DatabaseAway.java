package dev.spectrum.platform.db;

import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Tells a database that can't be reached from work that it refuses. */
public final class DatabaseAway {

    private DatabaseAway() {}

    /** Whether the same work may succeed once the database is back. */
    public static boolean isCauseOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException || cause instanceof ClosedConnectionException) {
                return true;
            } else if (cause instanceof PgException refused) {
                return meansAway(refused.getSqlState());
            } else if (cause instanceof SQLException refused) {
                // What Hibernate makes of the driver's exception.
                return meansAway(refused.getSQLState());
            }
        }
        return false;
    }

    /** No connection, or one that broke, or a server that starts or stops: SQL states of classes 08, 53 and 57. */
    private static boolean meansAway(@Nullable String sqlState) {
        return sqlState != null
                && (sqlState.startsWith("08") || sqlState.startsWith("53") || sqlState.startsWith("57"));
    }
}
