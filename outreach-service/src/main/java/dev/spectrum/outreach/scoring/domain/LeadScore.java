package dev.spectrum.outreach.scoring.domain;

/** A score with what it is made of. */
public record LeadScore(
        ScoreComponent dataQuality,
        ScoreComponent authority,
        ScoreComponent companyFit,
        ScoreComponent timing,
        ScoreComponent risk) {

    /** 0 to 100. */
    public int total() {
        return dataQuality.points() + authority.points() + companyFit.points() + timing.points() + risk.points();
    }

    public Tier tier() {
        return Tier.of(total());
    }
}
