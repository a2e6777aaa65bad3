package dev.spectrum.outreach.senders.domain;

import java.util.Locale;

/** How a lead is reached. */
public enum Channel {
    EMAIL,
    SMS,
    LINKEDIN,
    VOICE,
    MAIL;

    /** As it stands in JSON and in columns. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
