package dev.spectrum.agent.tenants;

import dev.spectrum.agent.tenants.domain.CompanyProfile;
import dev.spectrum.agent.tenants.domain.PermissionMode;
import dev.spectrum.agent.tenants.domain.Plan;
import dev.spectrum.agent.tenants.domain.SubscriptionStatus;
import dev.spectrum.agent.tenants.domain.Tenant;
import dev.spectrum.agent.tenants.domain.TenantSettings;
import dev.spectrum.agent.tenants.domain.Tier;
import dev.spectrum.platform.event.OutgoingEvent;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;

/** {@code tenant.changed}: the whole state, so that a listener needs no earlier event. */
final class TenantEvents {

    private record TenantChanged(
            UUID id,
            String slug,
            String name,
            Tier tier,
            SubscriptionStatus subscriptionStatus,
            long credits,
            BigDecimal dailyLimitUsd,
            int requestsPerMinute,
            List<String> allowedModels,
            PermissionMode defaultPermissionMode,
            String timeZone,
            int runRetentionDays,
            boolean redactRunContent,
            CompanyProfile company,
            long version,
            boolean deleted) {}

    private TenantEvents() {}

    static OutgoingEvent changed(Tenant tenant) {
        Plan plan = tenant.plan();
        TenantSettings settings = tenant.settings();
        return new OutgoingEvent(
                "spectrum.agent.state",
                "dev.spectrum.agent.tenant.changed.v1",
                tenant.id(),
                tenant.id().toString(),
                new TenantChanged(
                        tenant.id(),
                        tenant.slug(),
                        tenant.name(),
                        plan.tier(),
                        plan.status(),
                        plan.credits(),
                        BigDecimal.valueOf(plan.dailyLimitMicroUsd(), 6),
                        plan.requestsPerMinute(),
                        plan.allowedModels(),
                        settings.defaultPermissionMode(),
                        settings.timeZone().getId(),
                        settings.runRetentionDays(),
                        settings.redactRunContent(),
                        tenant.company(),
                        tenant.version(),
                        false));
    }
}
