package dev.spectrum.gateway.mcp;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** The endpoints as OAuth 2.0 protected resources (RFC 9728): each path is one, and says where its tokens come from. */
@ApplicationScoped
class ProtectedResource {

    static final String WELL_KNOWN = "/.well-known/oauth-protected-resource";

    private final McpConfig config;

    ProtectedResource(McpConfig config) {
        this.config = config;
    }

    /**
     * The resource's identifier.
     *
     * @param path of the endpoint
     */
    String identifier(String path) {
        return config.publicUrl().toString().replaceFirst("/$", "") + path;
    }

    /**
     * What {@code WWW-Authenticate} says.
     *
     * @param error what is wrong with the token (RFC 6750); empty where there was none
     */
    String challenge(String path, Optional<String> error) {
        return "Bearer " + error.map(code -> "error=\"" + code + "\", ").orElse("")
                + "resource_metadata=\"" + identifier(WELL_KNOWN + path) + "\", scope=\""
                + String.join(" ", config.scopes()) + "\"";
    }
}
