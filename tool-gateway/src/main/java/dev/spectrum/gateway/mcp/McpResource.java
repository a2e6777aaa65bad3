package dev.spectrum.gateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.Problem;
import dev.spectrum.platform.web.ProblemException;
import dev.spectrum.platform.web.TenantRequest;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.UnauthorizedException;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * MCP over streamable HTTP: one endpoint per agent, and one for a user without an agent. Answers are single JSON objects;
 * there is nothing to stream, so GET is not allowed.
 */
@Path("/mcp")
@RolesAllowed({Role.READ, Role.SERVICE})
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class McpResource {

    private final McpServer server;
    private final Origins origins;
    private final ProtectedResource metadata;
    private final TenantRequest request;
    private final HttpHeaders headers;
    private final ObjectMapper json;

    McpResource(
            McpServer server,
            Origins origins,
            ProtectedResource metadata,
            TenantRequest request,
            HttpHeaders headers,
            ObjectMapper json) {
        this.server = server;
        this.origins = origins;
        this.metadata = metadata;
        this.request = request;
        this.headers = headers;
        this.json = json;
    }

    @POST
    public Uni<Response> post(byte[] body) {
        return answer(body, Optional.empty());
    }

    @POST
    @Path("/agents/{role}")
    public Uni<Response> postToAgent(String role, byte[] body) {
        return answer(body, Optional.of(role));
    }

    private Uni<Response> answer(byte[] body, Optional<String> agentRole) {
        origins.require(header("Origin"));
        try {
            return switch (Message.read(body, json)) {
                case Message.Request call -> answer(call, agentRole);
                case Message.Notification ignored -> accept();
                case Message.Malformed(JsonNode id, McpException reason) ->
                    Uni.createFrom().item(error(Optional.of(id), reason));
            };
        } catch (McpException withoutId) {
            return Uni.createFrom().item(error(Optional.empty(), withoutId));
        }
    }

    private Uni<Response> accept() {
        Revision.require(header("MCP-Protocol-Version"));
        return Uni.createFrom().item(Response.accepted().build());
    }

    private Uni<Response> answer(Message.Request call, Optional<String> agentRole) {
        McpServer.Client client = new McpServer.Client(request.caller(), agentRole, request.idempotencyKey());
        return Uni.createFrom()
                .deferred(() -> server.answer(call, Revision.of(call, mirrored()), client))
                .map(result -> Response.ok(message(Optional.of(call.id())).set("result", result))
                        .build())
                .onFailure(McpException.class)
                .recoverWithItem(failure -> error(Optional.of(call.id()), (McpException) failure));
    }

    private Revision.Headers mirrored() {
        return new Revision.Headers(header("MCP-Protocol-Version"), header("Mcp-Method"), header("Mcp-Name"));
    }

    private Optional<String> header(String name) {
        return Optional.ofNullable(headers.getHeaderString(name)).map(String::strip);
    }

    private static Response error(Optional<JsonNode> id, McpException failure) {
        ObjectNode message = message(id);
        ObjectNode error =
                message.putObject("error").put("code", failure.code()).put("message", failure.getMessage());
        failure.data().ifPresent(data -> error.set("data", data));
        return Response.status(failure.status()).entity(message).build();
    }

    private static ObjectNode message(Optional<JsonNode> id) {
        ObjectNode message = JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
        id.ifPresent(value -> message.set("id", value));
        return message;
    }

    /** Tells a client that was not let in where it gets a token (RFC 9728). */
    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    public Response unauthorized(UriInfo uri) {
        boolean hadToken = header(HttpHeaders.AUTHORIZATION).isPresent();
        Problem problem = ProblemException.of(
                        401, "unauthorized", "Not signed in", "A valid access token is needed: Authorization: Bearer.")
                .problem();
        return Response.status(401)
                .type(Problem.MEDIA_TYPE)
                .header(
                        HttpHeaders.WWW_AUTHENTICATE,
                        metadata.challenge(uri.getRequestUri().getRawPath(), hadToken))
                .entity(problem)
                .build();
    }
}
