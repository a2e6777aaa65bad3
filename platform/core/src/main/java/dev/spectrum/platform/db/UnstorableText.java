package dev.spectrum.platform.db;

import java.util.Set;

/** Tells text that PostgreSQL can't keep, such as the character U+0000, from other failures. */
public final class UnstorableText {

    /** No character of the encoding (in text), no character that can be translated to it (in JSON). */
    private static final Set<String> STATES = Set.of("22021", "22P05");

    private UnstorableText() {}

    public static boolean isCauseOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (STATES.contains(SqlState.of(cause))) {
                return true;
            }
        }
        return false;
    }
}
