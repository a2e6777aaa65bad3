package dev.spectrum.gateway.mcp;

import io.quarkus.oidc.OidcConfigurationMetadata;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** Where MCP clients learn which authorization server gives tokens (RFC 9728). Open to everybody. */
@Path(ProtectedResource.WELL_KNOWN)
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
public class ProtectedResourceMetadata {

    private final ProtectedResource resource;
    private final McpConfig config;
    private final OidcConfigurationMetadata provider;

    ProtectedResourceMetadata(ProtectedResource resource, McpConfig config, OidcConfigurationMetadata provider) {
        this.resource = resource;
        this.config = config;
        this.provider = provider;
    }

    record Metadata(
            String resource,
            String resourceName,
            List<String> authorizationServers,
            List<String> scopesSupported,
            List<String> bearerMethodsSupported) {}

    @GET
    public Metadata ofUser() {
        return of("/mcp");
    }

    @GET
    @Path("/mcp")
    public Metadata ofUserByPath() {
        return of("/mcp");
    }

    @GET
    @Path("/mcp/agents/{role}")
    public Metadata ofAgent(String role) {
        return of("/mcp/agents/" + role);
    }

    private Metadata of(String path) {
        return new Metadata(
                resource.identifier(path),
                "Spectrum tools",
                List.of(provider.getIssuer()),
                config.scopes(),
                List.of("header"));
    }
}
