package dev.spectrum.edge;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One line of JSON for each request: {@code time, method, path, status, ms, backend, traceparent}, and where they apply
 * {@code failure} and {@code "complete": false} for an answer that was cut off. Never a query, a header other than
 * traceparent, or the token of a link in a message. Status 499: the client left before there was an answer.
 */
final class AccessLog {

    private static final List<String> LINKS = List.of("/unsubscribe/", "/t/");

    private final Consumer<String> lines;

    AccessLog(Consumer<String> lines) {
        this.lines = lines;
    }

    /** Begins the line of a request, which is written when its answer has ended. */
    Entry begin(HttpServerRequest request, String path) {
        Entry entry = new Entry(request, path);
        request.response().endHandler(end -> entry.write());
        return entry;
    }

    final class Entry {
        private final HttpServerRequest request;
        private final String path;
        private final long began = System.nanoTime();
        private @Nullable Backend backend;
        private @Nullable Throwable failure;

        private Entry(HttpServerRequest request, String path) {
            this.request = request;
            this.path = path;
        }

        String path() {
            return path;
        }

        void goesTo(Backend backend) {
            this.backend = backend;
        }

        void failed(Throwable failure) {
            this.failure = failure;
        }

        void write() {
            boolean answered =
                    request.response().headWritten() || request.response().ended();
            JsonObject line = new JsonObject()
                    .put("time", Instant.now().toString())
                    .put("method", request.method().name())
                    .put("path", withoutToken(path))
                    .put("status", answered ? request.response().getStatusCode() : 499)
                    .put("ms", (System.nanoTime() - began) / 1_000_000);
            putIfPresent(line, "backend", backend == null ? null : backend.displayName());
            putIfPresent(line, "traceparent", request.getHeader("traceparent"));
            putIfPresent(line, "failure", failure == null ? null : failure.toString());
            if (!request.response().ended()) {
                line.put("complete", false);
            }
            lines.accept(line.encode());
        }

        private static String withoutToken(String path) {
            return LINKS.stream()
                    .filter(path::startsWith)
                    .findFirst()
                    .map(link -> link + "***")
                    .orElse(path);
        }

        private static void putIfPresent(JsonObject line, String name, @Nullable String value) {
            if (value != null) {
                line.put(name, value);
            }
        }
    }
}
