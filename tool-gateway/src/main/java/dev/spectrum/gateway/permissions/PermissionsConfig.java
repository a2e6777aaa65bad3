package dev.spectrum.gateway.permissions;

import io.smallrye.config.ConfigMapping;
import java.util.Map;
import java.util.Set;

/** What is permitted by configuration rather than by an agent's definition. */
@ConfigMapping(prefix = "spectrum.permissions")
interface PermissionsConfig {

    /** The tools that a service may use when it acts by itself, by the service's OIDC client id. */
    Map<String, Set<String>> services();
}
