package dev.spectrum.agent.tenants;

import dev.spectrum.agent.tenants.domain.CompanyProfile;
import dev.spectrum.agent.tenants.domain.Tenant;
import dev.spectrum.platform.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Changes what is known of the company, and tells everybody. Within the tenant's transaction. */
@ApplicationScoped
public class ChangeCompany {

    private final Tenants tenants;
    private final Outbox outbox;

    ChangeCompany(Tenants tenants, Outbox outbox) {
        this.tenants = tenants;
        this.outbox = outbox;
    }

    public Uni<Tenant> change(Tenant tenant, CompanyProfile company) {
        return tenants.changeCompany(tenant, company).call(changed -> outbox.add(TenantEvents.changed(changed)));
    }
}
