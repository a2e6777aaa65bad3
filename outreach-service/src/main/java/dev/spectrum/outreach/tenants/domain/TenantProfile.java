package dev.spectrum.outreach.tenants.domain;

import java.util.Map;
import java.util.UUID;

/**
 * A tenant as agent-service tells of it.
 *
 * @param name the company's
 * @param industry the company's own; blank if not known
 * @param icp the ideal customer profile as it was told, free in form
 * @param version the tenant's in agent-service; a newer one replaces an older one
 */
public record TenantProfile(
        UUID id, String name, String industry, Map<String, Object> icp, boolean deleted, long version) {

    public IdealCustomer idealCustomer() {
        return IdealCustomer.of(icp);
    }
}
