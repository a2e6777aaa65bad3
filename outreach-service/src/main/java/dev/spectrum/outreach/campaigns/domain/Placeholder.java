package dev.spectrum.outreach.campaigns.domain;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a message can say of its lead and its sender. */
public enum Placeholder {
    FIRST_NAME,
    LAST_NAME,
    FULL_NAME,
    EMAIL,
    TITLE,
    COMPANY,
    WEBSITE,
    INDUSTRY,
    CITY,
    COUNTRY,
    SENDER_NAME,
    SENDER_ADDRESS;

    /** As it stands between the braces. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Placeholder> of(String word) {
        return Arrays.stream(values())
                .filter(placeholder -> placeholder.word().equals(word))
                .findFirst();
    }

    static String all() {
        return Arrays.stream(values()).map(Placeholder::word).collect(Collectors.joining(", "));
    }
}
