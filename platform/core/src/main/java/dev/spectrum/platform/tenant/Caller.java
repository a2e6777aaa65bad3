package dev.spectrum.platform.tenant;

import java.util.Optional;
import java.util.UUID;

/**
 * Who makes the request, and for which tenant. Made from a verified token and nothing else.
 *
 * @param tenantId the tenant that the request works for
 * @param tenantSlug its slug, or its id again where a service named it by id
 * @param subject the token's {@code sub}: stable, never a name
 * @param name for people to read
 * @param email empty for services
 * @param role the role held in the tenant; empty for services
 */
public record Caller(
        UUID tenantId, String tenantSlug, String subject, String name, Optional<String> email, Optional<Role> role) {

    /** Where the security identity carries its caller. */
    public static final String ATTRIBUTE = "spectrum.caller";

    /** Whether the caller may do what {@code needed} may. */
    public boolean may(Role needed) {
        return role.filter(held -> held.compareTo(needed) >= 0).isPresent();
    }

    /** Whether this is another service of the suite, acting by itself. */
    public boolean isService() {
        return role.isEmpty();
    }
}
