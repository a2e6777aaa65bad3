package dev.spectrum.platform.tenant;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Reads memberships out of a token: the claim {@code organization} names the tenants, {@code {"acme": {"tenant_id":
 * ["<uuid>"]}}}, the claim {@code groups} the roles, {@code ["/acme/owner"]}. What is malformed grants nothing.
 */
final class TenantClaims {

    private TenantClaims() {}

    static List<Membership> memberships(JsonWebToken token) {
        List<Membership> memberships = new ArrayList<>();
        if (token.getClaim("organization") instanceof JsonObject organizations) {
            List<String> groups = groups(token);
            organizations.forEach((slug, organization) -> tenantId(organization)
                    .ifPresent(id -> memberships.add(new Membership(id, slug, role(slug, groups)))));
        }
        return memberships;
    }

    static boolean hasRealmRole(JsonWebToken token, String role) {
        return token.getClaim("realm_access") instanceof JsonObject access
                && access.get("roles") instanceof JsonArray roles
                && roles.stream()
                        .anyMatch(value -> value instanceof JsonString text
                                && text.getString().equals(role));
    }

    private static Optional<UUID> tenantId(JsonValue organization) {
        if (organization instanceof JsonObject attributes
                && attributes.get("tenant_id") instanceof JsonArray ids
                && ids.size() == 1
                && ids.get(0) instanceof JsonString id) {
            return uuid(id.getString());
        }
        return Optional.empty();
    }

    static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    private static Optional<Role> role(String slug, List<String> groups) {
        String folder = "/" + slug + "/";
        return groups.stream()
                .filter(group -> group.startsWith(folder))
                .flatMap(group -> Role.named(group.substring(folder.length())).stream())
                .max(Comparator.naturalOrder());
    }

    private static List<String> groups(JsonWebToken token) {
        return List.copyOf(token.getGroups() == null ? List.of() : token.getGroups());
    }
}
