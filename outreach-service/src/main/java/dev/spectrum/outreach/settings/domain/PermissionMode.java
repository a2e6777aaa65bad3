package dev.spectrum.outreach.settings.domain;

import java.util.Comparator;
import java.util.stream.Stream;

/** Who has the last word over a message; each is stricter than the one before it. */
public enum PermissionMode {
    /** It is sent by itself. */
    AUTOPILOT,
    /** A person approves it. */
    CO_PILOT,
    /** A person sends it. */
    MANUAL;

    /** Where several things say how a message leaves, the strictest counts. */
    public static PermissionMode strictest(PermissionMode... said) {
        return Stream.of(said).max(Comparator.naturalOrder()).orElse(AUTOPILOT);
    }
}
