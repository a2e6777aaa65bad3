package dev.spectrum.outreach.tracking.domain;

import java.util.Locale;

/** What a recipient does with a message. */
public enum EngagementKind {
    OPENED,
    CLICKED,
    REPLIED;

    /** As it stands in JSON and in columns. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
