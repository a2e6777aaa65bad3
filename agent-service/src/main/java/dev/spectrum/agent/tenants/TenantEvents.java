package dev.spectrum.agent.tenants;

import dev.spectrum.agent.tenants.domain.CompanyProfile;
import dev.spectrum.agent.tenants.domain.Tenant;
import dev.spectrum.agent.tenants.domain.Tier;
import dev.spectrum.platform.event.OutgoingEvent;
import java.util.UUID;

/** {@code tenant.changed}: the whole state, so that a listener needs no earlier event. */
final class TenantEvents {

    private record TenantChanged(
            UUID id,
            String slug,
            String name,
            Tier tier,
            double dailyLimitUsd,
            CompanyProfile company,
            long version,
            boolean deleted) {}

    private TenantEvents() {}

    static OutgoingEvent changed(Tenant tenant) {
        return new OutgoingEvent(
                "spectrum.agent.state",
                "dev.spectrum.agent.tenant.changed.v1",
                tenant.id(),
                tenant.id().toString(),
                new TenantChanged(
                        tenant.id(),
                        tenant.slug(),
                        tenant.name(),
                        tenant.tier(),
                        tenant.dailyLimitMicroUsd() / 1e6,
                        tenant.company(),
                        tenant.version(),
                        false));
    }
}
