package dev.spectrum.outreach.leads;

import dev.spectrum.outreach.leads.domain.LeadProfile;
import dev.spectrum.outreach.leads.domain.LeadStatus;
import dev.spectrum.outreach.scoring.domain.LeadScore;
import dev.spectrum.outreach.scoring.domain.ScoredFacts;
import dev.spectrum.outreach.scoring.domain.Scoring;
import dev.spectrum.outreach.tenants.TenantProfiles;
import dev.spectrum.outreach.tenants.domain.IdealCustomer;
import dev.spectrum.outreach.tenants.domain.TenantProfile;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Scores leads by whom their tenant wants to sell to. */
@ApplicationScoped
public class ScoreLeads {

    private final TenantProfiles tenants;

    ScoreLeads(TenantProfiles tenants) {
        this.tenants = tenants;
    }

    /** Gives a score to a profile; as good for one lead as for the batch of an import. */
    public interface Scorer {
        LeadScore score(LeadProfile profile, LeadStatus status);
    }

    /** For the tenant of the current transaction, as its ideal customer profile now stands. */
    public Uni<Scorer> scorer() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        return tenants.find()
                .map(tenant -> tenant.map(TenantProfile::idealCustomer).orElse(IdealCustomer.UNKNOWN))
                .map(ideal -> (profile, status) -> Scoring.score(facts(profile, status), ideal, today));
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
