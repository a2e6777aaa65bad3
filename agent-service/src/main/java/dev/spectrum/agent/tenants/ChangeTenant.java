package dev.spectrum.agent.tenants;

import dev.spectrum.agent.tenants.domain.Tenant;
import dev.spectrum.platform.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Changes a tenant or what is known of its company, and tells everybody. Within the tenant's transaction. */
@ApplicationScoped
public class ChangeTenant {

    private final Tenants tenants;
    private final Outbox outbox;

    ChangeTenant(Tenants tenants, Outbox outbox) {
        this.tenants = tenants;
        this.outbox = outbox;
    }

    /** Gives the tenant with its new version. */
    public Uni<Tenant> to(Tenant wanted) {
        return tenants.change(wanted).call(changed -> outbox.add(TenantEvents.changed(changed)));
    }
}
