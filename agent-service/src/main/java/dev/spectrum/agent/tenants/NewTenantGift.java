package dev.spectrum.agent.tenants;

import dev.spectrum.agent.tenants.domain.Tenant;
import io.smallrye.mutiny.Uni;

/** What every new tenant is given by another feature, in the transaction that makes the tenant. */
public interface NewTenantGift {

    Uni<Void> giveTo(Tenant tenant);
}
