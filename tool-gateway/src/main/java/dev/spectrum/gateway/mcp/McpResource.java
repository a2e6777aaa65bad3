package dev.spectrum.gateway.mcp;

import dev.spectrum.platform.tenant.Caller;
import dev.spectrum.platform.tenant.CurrentCaller;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.Problem;
import dev.spectrum.platform.web.ProblemException;
import dev.spectrum.platform.web.TenantRequest;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * MCP over streamable HTTP: one endpoint per agent, and one for a user without an agent. An answer is a single JSON object,
 * or an event stream once there is something to tell before its end. GET and DELETE are of the older revision's sessions.
 * What comes with a known token goes {@link ShortWay}; here is the rest, and all that is refused.
 */
@Path("/mcp")
@RolesAllowed({Role.READ, Role.SERVICE})
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class McpResource {

    private final McpEndpoint endpoint;
    private final Sessions sessions;
    private final Subscriptions subscriptions;
    private final Origins origins;
    private final ProtectedResource metadata;
    private final TenantRequest request;
    private final CurrentCaller currentCaller;
    private final SecurityIdentity identity;
    private final HttpHeaders headers;

    McpResource(
            McpEndpoint endpoint,
            Sessions sessions,
            Subscriptions subscriptions,
            Origins origins,
            ProtectedResource metadata,
            TenantRequest request,
            CurrentCaller currentCaller,
            SecurityIdentity identity,
            HttpHeaders headers) {
        this.endpoint = endpoint;
        this.sessions = sessions;
        this.subscriptions = subscriptions;
        this.origins = origins;
        this.metadata = metadata;
        this.request = request;
        this.currentCaller = currentCaller;
        this.identity = identity;
        this.headers = headers;
    }

    @POST
    public Uni<Response> post(byte[] body, @Context HttpServerResponse response) {
        return answer(body, Optional.empty(), response);
    }

    @POST
    @Path("/agents/{role}")
    public Uni<Response> postToAgent(String role, byte[] body, @Context HttpServerResponse response) {
        return answer(body, Optional.of(role), response);
    }

    @GET
    @Produces(MediaType.WILDCARD)
    public Uni<Response> get(@Context HttpServerResponse response) {
        return follow(Optional.empty(), response);
    }

    @GET
    @Path("/agents/{role}")
    @Produces(MediaType.WILDCARD)
    public Uni<Response> getOfAgent(String role, @Context HttpServerResponse response) {
        return follow(Optional.of(role), response);
    }

    @DELETE
    public Response delete() {
        return end();
    }

    @DELETE
    @Path("/agents/{role}")
    public Response deleteOfAgent(String role) {
        return end();
    }

    private Uni<Response> answer(byte[] body, Optional<String> agentRole, HttpServerResponse http) {
        origins.require(header("Origin"));
        return endpoint.answer(new McpEndpoint.Posted(
                        body,
                        agentRole,
                        request.caller(),
                        request.idempotencyKey(),
                        tokenExpiry(),
                        this::header,
                        stream(http)))
                .map(McpResource::response);
    }

    private static Response response(McpEndpoint.Reply reply) {
        Response.ResponseBuilder response = Response.status(reply.status());
        reply.message().ifPresent(response::entity);
        reply.session().ifPresent(id -> response.header(McpEndpoint.SESSION, id));
        return response.build();
    }

    private Uni<Response> follow(Optional<String> agentRole, HttpServerResponse http) {
        origins.require(header("Origin"));
        try {
            Session session = session().orElseThrow(McpResource::notAllowed);
            ResponseStream stream = stream(http);
            return subscriptions
                    .follow(request.caller(), agentRole, session, stream, tokenExpiry())
                    .map(ended -> Response.ok().build());
        } catch (McpException noSession) {
            return Uni.createFrom().item(response(McpEndpoint.Reply.error(Optional.empty(), noSession)));
        }
    }

    private Response end() {
        origins.require(header("Origin"));
        String id = header(McpEndpoint.SESSION).orElseThrow(McpResource::notAllowed);
        try {
            sessions.end(id, request.caller());
            return Response.noContent().build();
        } catch (McpException noSession) {
            return response(McpEndpoint.Reply.error(Optional.empty(), noSession));
        }
    }

    private static ProblemException notAllowed() {
        return ProblemException.of(
                405, "method-not-allowed", "Method not allowed", "Without a session there is only POST.");
    }

    private Optional<Session> session() {
        Caller caller = request.caller();
        return header(McpEndpoint.SESSION).map(id -> sessions.require(id, caller));
    }

    private ResponseStream stream(HttpServerResponse http) {
        return ResponseStream.to(http, header("Accept"));
    }

    private Instant tokenExpiry() {
        return identity.getPrincipal() instanceof JsonWebToken token
                ? Instant.ofEpochSecond(token.getExpirationTime())
                : Instant.now();
    }

    private Optional<String> header(String name) {
        return Optional.ofNullable(headers.getHeaderString(name)).map(String::strip);
    }

    /** Tells a client that was not let in where it gets a token (RFC 9728). */
    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    public Response unauthorized(UriInfo uri) {
        Optional<String> error = header(HttpHeaders.AUTHORIZATION).map(token -> "invalid_token");
        return challenge(
                ProblemException.of(
                        401, "unauthorized", "Not signed in", "A valid access token is needed: Authorization: Bearer."),
                error,
                uri);
    }

    /** Tells a client whose token gives too little what to ask for (RFC 6750): without its tenants a token gives nothing. */
    @ServerExceptionMapper
    public Response forbidden(ForbiddenException failure, UriInfo uri) {
        String detail = currentCaller.refusal().orElse("Your role in this tenant does not allow it.");
        return challenge(
                ProblemException.of(403, "forbidden", "Not allowed", detail), Optional.of("insufficient_scope"), uri);
    }

    private Response challenge(ProblemException refusal, Optional<String> error, UriInfo uri) {
        Problem problem = refusal.problem();
        return Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .header(
                        HttpHeaders.WWW_AUTHENTICATE,
                        metadata.challenge(uri.getRequestUri().getRawPath(), error))
                .entity(problem)
                .build();
    }
}
