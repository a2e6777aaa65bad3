package dev.spectrum.gateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
 */
@Path("/mcp")
@RolesAllowed({Role.READ, Role.SERVICE})
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class McpResource {

    private static final String SESSION = "Mcp-Session-Id";

    private final McpServer server;
    private final Sessions sessions;
    private final Subscriptions subscriptions;
    private final Origins origins;
    private final ProtectedResource metadata;
    private final TenantRequest request;
    private final CurrentCaller currentCaller;
    private final SecurityIdentity identity;
    private final HttpHeaders headers;
    private final ObjectMapper json;

    McpResource(
            McpServer server,
            Sessions sessions,
            Subscriptions subscriptions,
            Origins origins,
            ProtectedResource metadata,
            TenantRequest request,
            CurrentCaller currentCaller,
            SecurityIdentity identity,
            HttpHeaders headers,
            ObjectMapper json) {
        this.server = server;
        this.sessions = sessions;
        this.subscriptions = subscriptions;
        this.origins = origins;
        this.metadata = metadata;
        this.request = request;
        this.currentCaller = currentCaller;
        this.identity = identity;
        this.headers = headers;
        this.json = json;
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
        try {
            return switch (Message.read(body, json)) {
                case Message.Request call -> answer(call, agentRole, http);
                case Message.Notification notification -> accept(notification);
                case Message.Answer answer -> accept(answer);
                case Message.Malformed(JsonNode id, McpException reason) ->
                    Uni.createFrom().item(error(Optional.of(id), reason));
            };
        } catch (McpException withoutId) {
            return Uni.createFrom().item(error(Optional.empty(), withoutId));
        }
    }

    private Uni<Response> accept(Message.Notification notification) {
        Revision.require(header(Revision.VERSION_HEADER));
        if (notification.method().equals("notifications/cancelled")) {
            session().ifPresent(session -> session.cancel(notification.params().path("requestId")));
        }
        return Uni.createFrom().item(Response.accepted().build());
    }

    private Uni<Response> accept(Message.Answer answer) {
        session()
                .orElseThrow(
                        () -> McpException.invalidRequest("Answers need the session in which something was asked."))
                .answer(answer);
        return Uni.createFrom().item(Response.accepted().build());
    }

    private Uni<Response> answer(Message.Request call, Optional<String> agentRole, HttpServerResponse http) {
        ResponseStream stream = stream(http);
        return Uni.createFrom()
                .deferred(() -> answer(exchange(call, agentRole, stream)))
                .map(result -> message(Optional.of(call.id())).set("result", result))
                .map(result -> begin(call, Response.ok()).entity(result).build())
                .onFailure(McpException.class)
                .recoverWithItem(failure -> error(Optional.of(call.id()), (McpException) failure))
                .onFailure(Session.Cancelled.class)
                .recoverWithItem(() -> Response.accepted().build())
                .map(response -> onStream(response, stream));
    }

    private Uni<JsonNode> answer(Exchange exchange) {
        Uni<ObjectNode> result = server.answer(exchange);
        return exchange.session()
                .map(session -> session.run(exchange.request().id(), result))
                .orElse(result)
                .map(node -> node);
    }

    private Exchange exchange(Message.Request call, Optional<String> agentRole, ResponseStream stream) {
        Revision revision = Revision.of(call, this::header);
        return new Exchange(
                call,
                revision,
                this::header,
                request.caller(),
                agentRole,
                request.idempotencyKey(),
                tokenExpiry(),
                revision == Revision.LEGACY && !isInitialize(call) ? session() : Optional.empty(),
                stream);
    }

    private static boolean isInitialize(Message.Request call) {
        return call.method().equals("initialize");
    }

    /** The answer to {@code initialize}, which only the older revision has, brings the session. */
    private Response.ResponseBuilder begin(Message.Request call, Response.ResponseBuilder answer) {
        return isInitialize(call)
                ? answer.header(
                        SESSION, sessions.begin(request.caller(), call.params().path("capabilities")))
                : answer;
    }

    /** The last event, where the answer has become a stream. */
    private static Response onStream(Response answer, ResponseStream stream) {
        if (!stream.hasBegun()) {
            return answer;
        }
        if (answer.getEntity() instanceof JsonNode message) {
            stream.send(message);
        }
        return Response.status(answer.getStatus()).build();
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
            return Uni.createFrom().item(error(Optional.empty(), noSession));
        }
    }

    private Response end() {
        origins.require(header("Origin"));
        String id = header(SESSION).orElseThrow(McpResource::notAllowed);
        try {
            sessions.end(id, request.caller());
            return Response.noContent().build();
        } catch (McpException noSession) {
            return error(Optional.empty(), noSession);
        }
    }

    private static ProblemException notAllowed() {
        return ProblemException.of(
                405, "method-not-allowed", "Method not allowed", "Without a session there is only POST.");
    }

    private Optional<Session> session() {
        Caller caller = request.caller();
        return header(SESSION).map(id -> sessions.require(id, caller));
    }

    private ResponseStream stream(HttpServerResponse http) {
        return new ResponseStream(
                http, header("Accept").filter(McpResource::takesEvents).isPresent());
    }

    private static boolean takesEvents(String accept) {
        return accept.contains(MediaType.SERVER_SENT_EVENTS) || accept.contains("*/*");
    }

    private Instant tokenExpiry() {
        return identity.getPrincipal() instanceof JsonWebToken token
                ? Instant.ofEpochSecond(token.getExpirationTime())
                : Instant.now();
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
