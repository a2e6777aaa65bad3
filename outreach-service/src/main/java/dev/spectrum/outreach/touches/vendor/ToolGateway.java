package dev.spectrum.outreach.touches.vendor;

import io.quarkus.oidc.client.filter.OidcClientFilter;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The tool-gateway. Whatever the status, an answer is an answer. */
@RegisterRestClient(configKey = "tool-gateway")
@Path("/")
interface ToolGateway {

    record Call(Map<String, Object> arguments) {}

    /** With this service's own token. */
    @POST
    @Path("/api/v1/tools/{name}/call")
    @Consumes(MediaType.APPLICATION_JSON)
    @OidcClientFilter
    Uni<Response> call(
            @PathParam("name") String tool,
            @HeaderParam("X-Tenant") UUID tenantId,
            @HeaderParam("Idempotency-Key") String key,
            Call call);

    /** What became of the call with this key. */
    @GET
    @Path("/api/v1/tool-calls/outcome")
    @OidcClientFilter
    Uni<Response> outcome(@HeaderParam("X-Tenant") UUID tenantId, @QueryParam("idempotency_key") String key);

    @GET
    @Path("/q/health/live")
    Uni<Response> live();
}
