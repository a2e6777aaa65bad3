package dev.spectrum.edge;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeoutException;

/** An answer of the edge's own that something is wrong: RFC 9457, with nothing of what is behind the edge. */
record Problem(HttpResponseStatus status, String detail) {

    static final Problem AMBIGUOUS_PATH =
            new Problem(HttpResponseStatus.BAD_REQUEST, "The path is not in its plain, normalised form.");
    static final Problem NOT_FOUND = new Problem(HttpResponseStatus.NOT_FOUND, "There is nothing at this path.");
    static final Problem METHOD_NOT_ALLOWED =
            new Problem(HttpResponseStatus.METHOD_NOT_ALLOWED, "Only GET and HEAD are answered here.");
    static final Problem BODY_TOO_LARGE =
            new Problem(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE, "The request body is too large.");
    private static final Problem HEADERS_TOO_LARGE =
            new Problem(HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "The request's headers are too large.");
    private static final Problem URI_TOO_LONG =
            new Problem(HttpResponseStatus.REQUEST_URI_TOO_LONG, "The request's URI is too long.");
    private static final Problem MALFORMED = new Problem(HttpResponseStatus.BAD_REQUEST, "The request is malformed.");
    private static final Problem UNREACHABLE = new Problem(
            HttpResponseStatus.BAD_GATEWAY, "The service that answers here is not reachable. Try again later.");
    private static final Problem SILENT =
            new Problem(HttpResponseStatus.GATEWAY_TIMEOUT, "The service that answers here did not do so in time.");

    /** The backend, or the way to it, failed before an answer had begun. */
    static Problem ofFailure(Throwable failure) {
        if (failure instanceof Upload.BodyTooLarge || failure.getCause() instanceof Upload.BodyTooLarge) {
            return BODY_TOO_LARGE;
        }
        return failure instanceof TimeoutException || failure instanceof ConnectTimeoutException ? SILENT : UNREACHABLE;
    }

    /** What could not be parsed as a request. */
    static Problem ofMalformed(Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException tooLong -> URI_TOO_LONG;
            case TooLongHttpHeaderException tooLong -> HEADERS_TOO_LARGE;
            default -> MALFORMED;
        };
    }

    void answer(HttpServerRequest request, String path) {
        JsonObject body = new JsonObject()
                .put("type", "about:blank")
                .put("title", status.reasonPhrase())
                .put("status", status.code())
                .put("detail", detail)
                .put("instance", path);
        request.response()
                .setStatusCode(status.code())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .end(body.encode());
    }
}
