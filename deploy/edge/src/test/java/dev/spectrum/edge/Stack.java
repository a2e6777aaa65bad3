package dev.spectrum.edge;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An edge before real backends, each on a free port. A backend says its name and what it was asked, until a test tells it
 * to do something else.
 */
final class Stack implements AutoCloseable {

    record Answer(int status, MultiMap headers, Buffer body) {
        JsonObject json() {
            return body.toJsonObject();
        }
    }

    final Vertx vertx = Vertx.vertx();
    final HttpClient client = vertx.createHttpClient();
    private final Map<Backend, HttpServer> servers = new EnumMap<>(Backend.class);
    private final Map<Backend, Handler<HttpServerRequest>> handlers = new EnumMap<>(Backend.class);
    private final BlockingQueue<String> log = new LinkedBlockingQueue<>();
    private final Edge edge;

    Stack() {
        this(Duration.ofSeconds(10), 64L << 20, Set.of());
    }

    Stack(Duration answerTimeout, long bodyLimit, Set<String> allowedOrigins) {
        Map<Backend, URI> urls = new EnumMap<>(Backend.class);
        for (Backend backend : Backend.values()) {
            HttpServer server = await(vertx.createHttpServer()
                    .requestHandler(request ->
                            Objects.requireNonNull(handlers.get(backend)).handle(request))
                    .listen(0, "127.0.0.1"));
            servers.put(backend, server);
            handlers.put(backend, request -> describe(backend, request));
            urls.put(backend, URI.create("http://127.0.0.1:" + server.actualPort()));
        }
        Settings settings = new Settings(
                "127.0.0.1",
                0,
                URI.create("https://spectrum.example"),
                urls,
                Objects.requireNonNull(urls.get(Backend.KEYCLOAK)),
                allowedOrigins,
                answerTimeout,
                Duration.ofSeconds(30),
                Duration.ofSeconds(1),
                bodyLimit);
        edge = new Edge(settings, new AccessLog(log::add));
        await(vertx.deployVerticle(edge));
    }

    int port() {
        return edge.actualPort();
    }

    void when(Backend backend, Handler<HttpServerRequest> handler) {
        handlers.put(backend, handler);
    }

    void stop(Backend backend) {
        await(Objects.requireNonNull(servers.get(backend)).close());
    }

    /** The uri goes out as it is, normalised by nobody. */
    RequestOptions to(HttpMethod method, String uri) {
        return new RequestOptions()
                .setMethod(method)
                .setHost("127.0.0.1")
                .setPort(port())
                .setURI(uri);
    }

    Answer get(String uri) {
        return send(to(HttpMethod.GET, uri), Buffer.buffer());
    }

    // What is done with an answer has to be said before the request goes out: afterwards its body may have passed.
    Answer send(RequestOptions request, Buffer body) {
        return await(client.request(request).compose(outgoing -> {
            Future<HttpClientResponse> answer = body.length() == 0 ? outgoing.send() : outgoing.send(body);
            return answer.compose(Stack::whole);
        }));
    }

    /** The answer's head; its body has not been read and waits. */
    HttpClientResponse open(String uri) {
        return await(client.request(to(HttpMethod.GET, uri))
                .compose(outgoing -> outgoing.send().onSuccess(HttpClientResponse::pause)));
    }

    /** The next line of the edge's log, which is written when an answer has ended. */
    JsonObject nextLogLine() {
        try {
            return new JsonObject(Objects.requireNonNull(log.poll(20, TimeUnit.SECONDS), "no line for 20 s"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static Future<Answer> whole(HttpClientResponse response) {
        return response.body().map(body -> new Answer(response.statusCode(), response.headers(), body));
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("nothing happened for 20 s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void describe(Backend backend, HttpServerRequest request) {
        JsonObject headers = new JsonObject();
        request.headers()
                .names()
                .forEach(name -> headers.put(
                        name.toLowerCase(Locale.ROOT),
                        String.join("|", request.headers().getAll(name))));
        request.body()
                .onSuccess(body -> request.response()
                        .putHeader("Content-Type", "application/json")
                        .end(new JsonObject()
                                .put("backend", backend.displayName())
                                .put("method", request.method().name())
                                .put("uri", request.uri())
                                .put("headers", headers)
                                .put("body", body.toString())
                                .encode()));
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
