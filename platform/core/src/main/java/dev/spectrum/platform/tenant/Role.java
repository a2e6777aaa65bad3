package dev.spectrum.platform.tenant;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a member may do in a tenant. Each role includes the ones before it. */
public enum Role {
    VIEWER,
    MEMBER,
    ADMIN,
    OWNER;

    /** The names for {@code @RolesAllowed}: compile-time constants. */
    public static final String READ = "viewer";

    public static final String WRITE = "member";
    public static final String ADMINISTER = "admin";
    public static final String OWN = "owner";
    /** Not a tenant's role: runs the platform, across tenants. */
    public static final String PLATFORM_ADMIN = "platform_admin";
    /** Not a person: another service of the suite, acting by itself. */
    public static final String SERVICE = "service";

    static Optional<Role> named(String name) {
        for (Role role : values()) {
            if (role.claim().equals(name)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }

    /** As it stands in tokens and in {@code @RolesAllowed}. */
    public String claim() {
        return name().toLowerCase(Locale.ROOT);
    }

    Set<Role> withIncluded() {
        return EnumSet.range(VIEWER, this);
    }
}
