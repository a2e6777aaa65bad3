package dev.spectrum.agent.agents.domain;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A name for one of an agent's versions.
 *
 * @param isProtected whether it takes an admin to move it
 */
public record Label(long version, boolean isProtected, Author movedBy, Instant movedAt) {

    /** What the channels run, if an agent has it. */
    public static final String PRODUCTION = "production";

    /** Moved now. */
    public static Label moved(long version, boolean isProtected, Author author) {
        // As precise as the database is, so that what is answered is what will be read.
        return new Label(version, isProtected, author, Instant.now().truncatedTo(ChronoUnit.MICROS));
    }

    /** Whether a label is protected of which nothing else is said. */
    public static boolean isProtectedByDefault(String name) {
        return name.equals(PRODUCTION);
    }
}
