package dev.spectrum.conversation.turn.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/** The tool-gateway over HTTP. */
@RegisterRestClient(configKey = "tool-gateway")
interface GatewayClient {

    /** MCP's streamable HTTP, revision 2026-07-28: one JSON-RPC request, with what it is about mirrored into headers. */
    @POST
    @Path("/mcp/agents/{role}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces({MediaType.APPLICATION_JSON, MediaType.SERVER_SENT_EVENTS})
    Uni<Response> send(
            @PathParam("role") String agentRole,
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @HeaderParam("X-Tenant") String tenant,
            @HeaderParam("MCP-Protocol-Version") String protocolVersion,
            @HeaderParam("Mcp-Method") String method,
            @HeaderParam("Mcp-Name") @Nullable String name,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey,
            JsonNode request);

    @GET
    @Path("/q/health/live")
    Uni<Response> live();
}
