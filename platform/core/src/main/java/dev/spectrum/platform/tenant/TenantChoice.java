package dev.spectrum.platform.tenant;

import java.util.List;
import java.util.Optional;

/** Which tenant a request is for. The {@code X-Tenant} header chooses among memberships and never grants one. */
sealed interface TenantChoice {

    record Chosen(Membership membership) implements TenantChoice {}

    /** @param reason for the caller to read */
    record Refused(String reason) implements TenantChoice {}

    static TenantChoice among(List<Membership> memberships, Optional<String> named) {
        if (memberships.isEmpty()) {
            return new Refused("Your account belongs to no tenant.");
        }
        if (named.isEmpty()) {
            return memberships.size() == 1
                    ? new Chosen(memberships.getFirst())
                    : new Refused("Your account belongs to several tenants: name one in the X-Tenant header.");
        }
        return memberships.stream()
                .filter(membership -> membership.isNamed(named.get()))
                .findFirst()
                .<TenantChoice>map(Chosen::new)
                .orElse(new Refused("Your account does not belong to the tenant named in X-Tenant."));
    }
}
