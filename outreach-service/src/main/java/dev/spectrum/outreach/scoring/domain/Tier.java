package dev.spectrum.outreach.scoring.domain;

/** What a score means. Each tier begins at a score and ends where the one before begins. */
public enum Tier {
    HOT(85),
    WARM(60),
    COOL(35),
    COLD(20),
    DEAD(0);

    private final int from;

    Tier(int from) {
        this.from = from;
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
