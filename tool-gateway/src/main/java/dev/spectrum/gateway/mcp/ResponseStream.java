package dev.spectrum.gateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;

/**
 * The way back to the client of one request. What is sent before the request's end makes the answer an event stream; until
 * then it may still become a single JSON object, as most do.
 */
final class ResponseStream {

    private final HttpServerResponse http;
    private final boolean accepted;

    /** @param accepted whether the client takes an event stream; others hear nothing before the end */
    private ResponseStream(HttpServerResponse http, boolean accepted) {
        this.http = http;
        this.accepted = accepted;
    }

    /** @param accept the header of that name */
    static ResponseStream to(HttpServerResponse http, Optional<String> accept) {
        return new ResponseStream(
                http,
                accept.filter(types -> types.contains("text/event-stream") || types.contains("*/*"))
                        .isPresent());
    }

    /** Whether the answer is an event stream by now. */
    boolean hasBegun() {
        return http.headWritten();
    }

    boolean isAccepted() {
        return accepted;
    }

    /** From any thread. What comes after the end, or after the client has gone, is dropped. */
    synchronized void send(JsonNode message) {
        write("data: " + message + "\n\n");
    }

    /** Keeps what lies between from closing a quiet connection. */
    synchronized void keepAlive() {
        write(":\n\n");
    }

    private void write(String event) {
        if (!accepted || http.ended() || http.closed()) {
            return;
        }
        if (!http.headWritten()) {
            http.setChunked(true)
                    .putHeader("Content-Type", "text/event-stream")
                    .putHeader("Cache-Control", "no-store")
                    // Otherwise nginx would hold events back.
                    .putHeader("X-Accel-Buffering", "no");
        }
        http.write(event);
    }
}
