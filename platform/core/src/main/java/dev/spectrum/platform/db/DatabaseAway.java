package dev.spectrum.platform.db;

import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;

/** Tells a database that can't be reached from work that it refuses. */
public final class DatabaseAway {

    private DatabaseAway() {}

    /** Whether the same work may succeed once the database is back. */
    public static boolean isCauseOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException || cause instanceof ClosedConnectionException) {
                return true;
            }
            String state = SqlState.of(cause);
            if (!state.isEmpty()) {
                return meansAway(state);
            }
        }
        return false;
    }

    /** No connection, or one that broke, or a server that starts or stops: SQL states of classes 08, 53 and 57. */
    private static boolean meansAway(String sqlState) {
        return sqlState.startsWith("08") || sqlState.startsWith("53") || sqlState.startsWith("57");
    }
}
