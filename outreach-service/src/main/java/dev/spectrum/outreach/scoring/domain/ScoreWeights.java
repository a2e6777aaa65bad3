package dev.spectrum.outreach.scoring.domain;

/**
 * How much of the hundred points each component of a score may give: a tenant's own choice. What is written of a component's
 * single points is of its usual weight, and grows or shrinks with it.
 */
public record ScoreWeights(int dataQuality, int authority, int companyFit, int timing, int risk) {

    public static final ScoreWeights USUAL = new ScoreWeights(20, 25, 25, 15, 15);

    /** @throws IllegalArgumentException unless they are 0 to 100 each and 100 together */
    public ScoreWeights {
        if (Math.min(Math.min(dataQuality, authority), Math.min(companyFit, Math.min(timing, risk))) < 0
                || dataQuality + authority + companyFit + timing + risk != 100) {
            throw new IllegalArgumentException("Weights are 0 to 100 each, and 100 together");
        }
    }
}
