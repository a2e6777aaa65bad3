package dev.spectrum.gateway.tools;

import java.util.function.Predicate;
import org.hibernate.JDBCException;

/** Tells whether a write failed because the database holds records to a rule of their own. */
public final class ViolatedConstraint {

    /** The class of SQL states for violated constraints. */
    private static final String INTEGRITY = "23";

    private ViolatedConstraint() {}

    /** @param name the constraint's or the unique index's; what Hibernate passes on of it is PostgreSQL's message */
    public static Predicate<Throwable> named(String name) {
        return failure -> failure instanceof JDBCException refused
                && refused.getSQLState().startsWith(INTEGRITY)
                && String.valueOf(refused.getSQLException().getMessage()).contains("constraint \"" + name + "\"");
    }
}
