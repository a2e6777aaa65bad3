package dev.spectrum.outreach.leads;

import dev.spectrum.outreach.scoring.ScoreSettings;
import dev.spectrum.outreach.tenants.TenantProfiles;
import dev.spectrum.outreach.tenants.domain.IdealCustomer;
import dev.spectrum.outreach.tenants.domain.TenantProfile;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Knows how leads are scored for the tenant of the current transaction: by whom it wants to sell to, and by its weights. */
@ApplicationScoped
public class ScoreLeads {

    private final TenantProfiles tenants;
    private final ScoreSettings settings;

    ScoreLeads(TenantProfiles tenants, ScoreSettings settings) {
        this.tenants = tenants;
        this.settings = settings;
    }

    /** As it now stands. */
    public Uni<LeadScorer> scorer() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        return tenants.find()
                .map(tenant -> tenant.map(TenantProfile::idealCustomer).orElse(IdealCustomer.UNKNOWN))
                .chain(ideal -> settings.weights().map(weights -> new LeadScorer(ideal, weights.weights(), today)));
    }
}
