package dev.spectrum.gateway.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.platform.identity.KnownCallers;
import dev.spectrum.platform.limits.RequestLimits;
import dev.spectrum.platform.tenant.Caller;
import dev.spectrum.platform.tenant.CurrentActor;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.Problem;
import dev.spectrum.platform.web.ProblemException;
import dev.spectrum.platform.web.TenantRequest;
import dev.spectrum.platform.web.Unforeseen;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * The way of a message that comes with a known token, as most do: an agent's turn makes many calls. All that
 * {@link McpResource} would find is known, so that it need not be looked for again; whatever is not, or would be refused,
 * goes on to it.
 */
@ApplicationScoped
class ShortWay {

    private static final String PATH = "/mcp";
    private static final String OF_AGENTS = PATH + "/agents/";
    /** Those of Quarkus find out who calls and what JAX-RS will need: all of that is known here, or does not matter. */
    private static final int BEFORE_ALL_OTHERS = 10_000;

    private static final int LONGEST = 64 * 1024;
    private static final Pattern ROLE = Pattern.compile("[a-z0-9_-]+");

    private final McpEndpoint endpoint;
    private final KnownCallers callers;
    private final Origins origins;
    private final RequestLimits limits;
    private final CurrentActor actor;
    private final ObjectMapper json;

    ShortWay(
            McpEndpoint endpoint,
            KnownCallers callers,
            Origins origins,
            RequestLimits limits,
            CurrentActor actor,
            ObjectMapper json) {
        this.endpoint = endpoint;
        this.callers = callers;
        this.origins = origins;
        this.limits = limits;
        this.actor = actor;
        this.json = json;
    }

    void open(@Observes Filters filters) {
        filters.register(this::take, BEFORE_ALL_OTHERS);
    }

    private void take(RoutingContext context) {
        HttpServerRequest request = context.request();
        String path = request.path();
        Optional<String> agentRole =
                path.startsWith(OF_AGENTS) ? Optional.of(path.substring(OF_AGENTS.length())) : Optional.empty();
        Optional<SecurityIdentity> identity = (agentRole.isPresent() || path.equals(PATH))
                        && request.method().equals(HttpMethod.POST)
                        && isPlain(request, agentRole)
                ? callers.of(request).filter(this::mayEnter)
                : Optional.empty();
        if (identity.isEmpty()) {
            context.next();
            return;
        }
        request.bodyHandler(body -> answer(body.getBytes(), agentRole, identity.get(), request));
        // Quarkus holds a body back until somebody wants it.
        request.resume();
    }

    /** Nothing about it has to be negotiated or refused. */
    private boolean isPlain(HttpServerRequest request, Optional<String> agentRole) {
        Optional<String> key = header(request, TenantRequest.KEY_HEADER);
        return header(request, "Content-Type").filter(ShortWay::isJson).isPresent()
                && header(request, "Accept").filter(ShortWay::excludesJson).isEmpty()
                && header(request, "Content-Length").filter(ShortWay::isShort).isPresent()
                && header(request, "Content-Encoding").isEmpty()
                && header(request, "Expect").isEmpty()
                && key.filter(TenantRequest::isNoKey).isEmpty()
                && origins.allow(header(request, "Origin"))
                && agentRole.filter(role -> !ROLE.matcher(role).matches()).isEmpty();
    }

    private static boolean isJson(String contentType) {
        return contentType.equals("application/json") || contentType.startsWith("application/json;");
    }

    private static boolean excludesJson(String accept) {
        return !accept.contains("application/json") && !accept.contains("*/*");
    }

    private static boolean isShort(String contentLength) {
        try {
            return Integer.parseInt(contentLength) <= LONGEST;
        } catch (NumberFormatException noNumber) {
            return false;
        }
    }

    private boolean mayEnter(SecurityIdentity identity) {
        return (identity.hasRole(Role.READ) || identity.hasRole(Role.SERVICE))
                && limits.take(identity).isZero();
    }

    private void answer(byte[] body, Optional<String> agentRole, SecurityIdentity identity, HttpServerRequest request) {
        HttpServerResponse response = request.response();
        Caller caller = identity.getAttribute(Caller.ATTRIBUTE);
        actor.is(caller);
        McpEndpoint.Posted posted = new McpEndpoint.Posted(
                body,
                agentRole,
                caller,
                header(request, TenantRequest.KEY_HEADER),
                Instant.ofEpochSecond(((JsonWebToken) identity.getPrincipal()).getExpirationTime()),
                name -> header(request, name),
                ResponseStream.to(response, header(request, "Accept")));
        Cancellable work = Uni.createFrom()
                .deferred(() -> endpoint.answer(posted))
                .subscribe()
                .with(reply -> send(reply, response), failure -> refuse(problem(failure, request), request));
        response.closeHandler(hungUp -> work.cancel());
    }

    private void send(McpEndpoint.Reply reply, HttpServerResponse response) {
        if (!isOpen(response)) {
            return;
        }
        response.setStatusCode(reply.status());
        reply.session().ifPresent(id -> response.putHeader(McpEndpoint.SESSION, id));
        reply.message().ifPresentOrElse(message -> send(message, response), response::end);
    }

    /** Ends what has been sent as a stream. */
    private static boolean isOpen(HttpServerResponse response) {
        if (response.headWritten() && !response.ended() && !response.closed()) {
            response.end();
        }
        return !response.headWritten() && !response.closed();
    }

    private void send(JsonNode message, HttpServerResponse response) {
        response.putHeader("Content-Type", "application/json;charset=UTF-8").end(write(message));
    }

    private static ProblemException problem(Throwable failure, HttpServerRequest request) {
        return failure instanceof ProblemException known ? known : Unforeseen.problem(failure, request.path());
    }

    private void refuse(ProblemException failure, HttpServerRequest request) {
        HttpServerResponse response = request.response();
        if (!isOpen(response)) {
            return;
        }
        Problem problem = failure.problem().at(request.path());
        failure.retryAfterSeconds().ifPresent(seconds -> response.putHeader("Retry-After", Integer.toString(seconds)));
        response.setStatusCode(problem.status())
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .end(write(problem));
    }

    private Buffer write(Object value) {
        try {
            return Buffer.buffer(json.writeValueAsBytes(value));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Answers are JSON", impossible);
        }
    }

    private static Optional<String> header(HttpServerRequest request, String name) {
        return Optional.ofNullable(request.getHeader(name)).map(String::strip);
    }
}
