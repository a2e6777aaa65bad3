package dev.spectrum.outreach.scoring.domain;

import java.util.List;

/**
 * What a score means, and so by which channels a lead is worth being reached. Each tier begins at a score and ends where the
 * one before begins.
 */
public enum Tier {
    HOT(85, "email", "sms", "linkedin", "voice", "mail"),
    WARM(60, "email", "linkedin", "voice"),
    COOL(35, "email", "linkedin"),
    COLD(20, "email"),
    DEAD(0);

    private final int from;
    private final List<String> channels;

    Tier(int from, String... channels) {
        this.from = from;
        this.channels = List.of(channels);
    }

    /** The lowest score. */
    public int from() {
        return from;
    }

    /** By the words of JSON, the one that comes first in a sequence before the others. */
    public List<String> channels() {
        return channels;
    }

    /** @param score 0 to 100 */
    public static Tier of(int score) {
        for (Tier tier : values()) {
            if (score >= tier.from) {
                return tier;
            }
        }
        throw new IllegalArgumentException("A score is never below 0: " + score);
    }
}
