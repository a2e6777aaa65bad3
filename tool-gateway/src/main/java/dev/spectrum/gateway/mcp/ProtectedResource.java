package dev.spectrum.gateway.mcp;

import jakarta.enterprise.context.ApplicationScoped;

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
     * @param hadToken whether there was a token, which then was not valid
     */
    String challenge(String path, boolean hadToken) {
        return "Bearer " + (hadToken ? "error=\"invalid_token\", " : "")
                + "resource_metadata=\"" + identifier(WELL_KNOWN + path) + "\", scope=\""
                + String.join(" ", config.scopes()) + "\"";
    }
}
