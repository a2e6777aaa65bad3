package dev.spectrum.agent.members.vendor;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.util.Optional;

@ConfigMapping(prefix = "spectrum.members")
interface MembersConfig {

    /** The realm in Keycloak's Admin REST API, such as {@code https://id.example/auth/admin/realms/spectrum}. */
    Optional<URI> keycloakAdminUrl();

    /** Where people are led once they have set their password. */
    URI publicUrl();
}
