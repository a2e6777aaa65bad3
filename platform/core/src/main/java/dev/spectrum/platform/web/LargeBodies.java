package dev.spectrum.platform.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Answers 413 to a body that says it is larger than {@code quarkus.http.limits.max-body-size}. Quarkus itself says no more
 * than the status and closes at once, which resets the connection under whoever still sends: the answer is lost, and a proxy
 * makes a 502 of it.
 */
@ApplicationScoped
public class LargeBodies {

    /** How long a client may go on sending what nobody wants any more. */
    private static final long DRAIN_MILLIS = 2_000;

    private static final int BEFORE_EVERYTHING_ELSE = 90;

    private final long largest;
    private final ObjectMapper json;

    LargeBodies(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize largest, ObjectMapper json) {
        this.largest = largest.asLongValue();
        this.json = json;
    }

    void register(@Observes Filters filters) {
        filters.register(this::limit, BEFORE_EVERYTHING_ELSE);
    }

    private void limit(RoutingContext context) {
        if (length(context) > largest) {
            refuse(context);
        } else {
            context.next();
        }
    }

    /** What the request says of its body; 0 where it says nothing. */
    public static long length(RoutingContext context) {
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }

    /** Answers, then reads for a moment what the client still sends, so that the answer reaches it. */
    public void refuse(RoutingContext context) {
        HttpServerRequest request = context.request();
        request.response()
                .setStatusCode(413)
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .end(problem(request.path()));
        long timer = context.vertx().setTimer(DRAIN_MILLIS, tooLate -> abandon(request));
        request.end().onComplete(end -> context.vertx().cancelTimer(timer));
        request.resume();
    }

    private static void abandon(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset();
        } else {
            request.connection().close();
        }
    }

    private String problem(String path) {
        Problem problem = ProblemException.of(
                        413, "request-entity-too-large", "Request Entity Too Large", "The request is too large.")
                .problem();
        try {
            return json.writeValueAsString(problem.at(path));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A problem is JSON", impossible);
        }
    }
}
