package dev.spectrum.agent.tenants.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.spectrum.agent.members.Account;
import dev.spectrum.agent.members.Admitted;
import dev.spectrum.agent.members.Invitation;
import dev.spectrum.agent.tenants.domain.PermissionMode;
import dev.spectrum.agent.tenants.domain.Plan;
import dev.spectrum.agent.tenants.domain.SubscriptionStatus;
import dev.spectrum.agent.tenants.domain.Tenant;
import dev.spectrum.agent.tenants.domain.TenantSettings;
import dev.spectrum.agent.tenants.domain.Tier;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A tenant as clients read it.
 *
 * @param firstOwner only in the answer that makes a tenant at an identity provider managed here
 */
@Schema
record TenantView(
        UUID id,
        String slug,
        String name,
        String ownerEmail,
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
        long version,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable FirstOwner firstOwner) {

    /** How the first owner gets in. */
    record FirstOwner(UUID id, String email, Account.State state, Invitation invitation) {
        static FirstOwner of(Admitted admitted) {
            Account account = admitted.member().account();
            return new FirstOwner(account.id(), account.email(), account.state(), admitted.invitation());
        }
    }

    static TenantView of(Tenant tenant) {
        return of(tenant, null);
    }

    static TenantView of(Tenant tenant, @Nullable FirstOwner firstOwner) {
        Plan plan = tenant.plan();
        TenantSettings settings = tenant.settings();
        return new TenantView(
                tenant.id(),
                tenant.slug(),
                tenant.name(),
                tenant.ownerEmail(),
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
                tenant.version(),
                firstOwner);
    }
}
