package dev.spectrum.outreach.leads;

import dev.spectrum.outreach.leads.domain.LeadProfile;
import dev.spectrum.outreach.leads.domain.LeadStatus;
import dev.spectrum.outreach.scoring.domain.LeadScore;
import dev.spectrum.outreach.scoring.domain.ScoreWeights;
import dev.spectrum.outreach.scoring.domain.ScoredFacts;
import dev.spectrum.outreach.scoring.domain.Scoring;
import dev.spectrum.outreach.tenants.domain.IdealCustomer;
import java.time.LocalDate;

/**
 * Gives scores to a tenant's leads as it now wants them; as good for one lead as for a million. Two that are equal give equal
 * scores.
 *
 * @param today the day that "in the last months" counts back from
 */
public record LeadScorer(IdealCustomer ideal, ScoreWeights weights, LocalDate today) {

    public LeadScore score(LeadProfile profile, LeadStatus status) {
        return Scoring.score(facts(profile, status), ideal, weights, today);
    }

    private static ScoredFacts facts(LeadProfile profile, LeadStatus status) {
        return new ScoredFacts(
                profile.email(),
                profile.emailVerified(),
                profile.personalEmail(),
                profile.phone(),
                profile.linkedinUrl(),
                profile.title(),
                profile.company(),
                profile.website(),
                profile.industry(),
                profile.employees(),
                profile.country(),
                profile.jobStartedAt(),
                profile.hiring(),
                profile.fundedAt(),
                status == LeadStatus.BOUNCED,
                status == LeadStatus.UNSUBSCRIBED);
    }
}
