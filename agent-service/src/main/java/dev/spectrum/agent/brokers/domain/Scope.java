package dev.spectrum.agent.brokers.domain;

import java.util.Locale;

/** Where a broker's value holds, the most specific first: it wins over those after it. */
public enum Scope {
    TASK,
    PROJECT,
    WORKSPACE,
    USER,
    TENANT;

    /** As it stands in JSON and in the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Scope of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
