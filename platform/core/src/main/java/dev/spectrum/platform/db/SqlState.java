package dev.spectrum.platform.db;

import io.vertx.pgclient.PgException;
import java.sql.SQLException;

/** What PostgreSQL itself says of a failure. */
final class SqlState {

    private SqlState() {}

    /** The five characters; empty if this failure (its causes aside) is not PostgreSQL's. */
    static String of(Throwable failure) {
        String state = switch (failure) {
            case PgException refused -> refused.getSqlState();
            // What Hibernate makes of the driver's exception.
            case SQLException refused -> refused.getSQLState();
            default -> "";
        };
        return state == null ? "" : state;
    }
}
