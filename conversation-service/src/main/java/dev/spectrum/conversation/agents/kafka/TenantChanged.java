package dev.spectrum.conversation.agents.kafka;

import dev.spectrum.conversation.agents.domain.Tenant;
import java.math.BigDecimal;
import java.util.UUID;

/** What a turn needs of {@code tenant.changed}. */
record TenantChanged(UUID id, Tenant.Company company, BigDecimal dailyLimitUsd, long version, boolean deleted) {

    Tenant toTenant() {
        return new Tenant(id, company, dailyLimitUsd.movePointRight(6).longValue(), version, deleted);
    }
}
