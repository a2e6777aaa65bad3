package dev.spectrum.outreach.touches.domain;

import java.util.Locale;

/** What can happen to a message after it left. */
public enum Happening {
    DELIVERED,
    OPENED,
    CLICKED,
    BOUNCED,
    COMPLAINED,
    REPLIED;

    /** The column that says when. */
    public String column() {
        return name().toLowerCase(Locale.ROOT) + "_at";
    }
}
