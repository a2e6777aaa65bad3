package dev.spectrum.platform.tenant;

import java.util.Optional;
import java.util.UUID;

/**
 * A tenant that the token says its bearer belongs to.
 *
 * @param tenantId the tenant's id in Spectrum
 * @param slug the Organization's alias
 * @param role the highest role held there; empty for a member who was given none
 */
record Membership(UUID tenantId, String slug, Optional<Role> role) {

    boolean isNamed(String tenant) {
        return slug.equals(tenant) || tenantId.toString().equalsIgnoreCase(tenant);
    }
}
