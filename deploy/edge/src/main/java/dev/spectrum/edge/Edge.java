package dev.spectrum.edge;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The server: decides who answers a request, the edge itself or the backend that its path belongs to. */
final class Edge extends AbstractVerticle {

    private static final String HEALTH = "/api/v1/health";
    /** A token that names many tenants is long. */
    private static final int HEADER_LIMIT = 32 << 10;
    /** Each open stream and WebSocket takes a connection to its backend. */
    private static final int CONNECTIONS_PER_BACKEND = 4_096;

    private static final int CONNECT_TIMEOUT_MILLIS = 3_000;

    private final Settings settings;
    private final AccessLog accessLog;
    private final CrossOrigin crossOrigin;
    private @Nullable HttpServer server;
    private @Nullable HttpClient client;
    private @Nullable StackHealth health;

    Edge(Settings settings, AccessLog accessLog) {
        this.settings = settings;
        this.accessLog = accessLog;
        this.crossOrigin = new CrossOrigin(settings.allowedOrigins());
    }

    @Override
    public void start(Promise<Void> started) {
        int idleMillis = (int) settings.idleTimeout().toMillis();
        client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
                        .setIdleTimeout(idleMillis)
                        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                        .setMaxHeaderSize(HEADER_LIMIT),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS_PER_BACKEND));
        health = new StackHealth(
                vertx.createHttpClient(new HttpClientOptions()
                        .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
                        .setIdleTimeout((int) settings.healthTimeout().toMillis())
                        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)),
                settings);
        server = vertx.createHttpServer(new HttpServerOptions()
                        .setHost(settings.host())
                        .setPort(settings.port())
                        .setIdleTimeout(idleMillis)
                        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                        .setMaxInitialLineLength(8 << 10)
                        .setMaxHeaderSize(HEADER_LIMIT)
                        .setHttp2ClearTextEnabled(false))
                .requestHandler(this::handle)
                .invalidRequestHandler(this::handleMalformed);
        server.listen().<Void>mapEmpty().onComplete(started);
    }

    int actualPort() {
        return Objects.requireNonNull(server, "started").actualPort();
    }

    private void handle(HttpServerRequest request) {
        String path = pathOf(request);
        AccessLog.Entry log = accessLog.begin(request, path);
        Exchange exchange = new Exchange(vertx, Objects.requireNonNull(client), settings, request, log);
        if (!PlainPath.isPlain(path)) {
            exchange.refuse(Problem.AMBIGUOUS_PATH);
            return;
        }
        Optional<Backend> backend = Routes.backendOf(path);
        // Keycloak knows itself which origins its clients have.
        if (!backend.equals(Optional.of(Backend.KEYCLOAK)) && crossOrigin.handle(request)) {
            return;
        }
        if (path.equals(HEALTH)) {
            answerHealth(request, exchange);
        } else if (backend.isEmpty()) {
            exchange.refuse(Problem.NOT_FOUND);
        } else {
            log.goesTo(backend.get());
            forward(
                    request,
                    exchange,
                    Objects.requireNonNull(settings.backends().get(backend.get())));
        }
    }

    private void forward(HttpServerRequest request, Exchange exchange, URI backend) {
        if (announcedLength(request) > settings.bodyLimit()) {
            exchange.refuse(Problem.BODY_TOO_LARGE);
        } else if (asksForWebSocket(request)) {
            exchange.openWebSocketTo(backend);
        } else {
            exchange.forwardTo(backend);
        }
    }

    private void answerHealth(HttpServerRequest request, Exchange exchange) {
        if (request.method() != HttpMethod.GET && request.method() != HttpMethod.HEAD) {
            request.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD");
            exchange.refuse(Problem.METHOD_NOT_ALLOWED);
            return;
        }
        Objects.requireNonNull(health)
                .ask()
                .onSuccess(answer -> request.response()
                        .setStatusCode("DOWN".equals(answer.getString("status")) ? 503 : 200)
                        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                        .end(answer.encode()));
    }

    private void handleMalformed(HttpServerRequest request) {
        AccessLog.Entry log = accessLog.begin(request, pathOf(request));
        Throwable cause = request.decoderResult().cause();
        log.failed(cause);
        Problem.ofMalformed(cause).answer(request, log.path());
        request.response().close();
    }

    /** As it was sent: Vert.x's own would strip an origin from the front and so let it pass. */
    private static String pathOf(HttpServerRequest request) {
        String uri = request.uri();
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }

    private static long announcedLength(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }

    private static boolean asksForWebSocket(HttpServerRequest request) {
        return request.version() == HttpVersion.HTTP_1_1
                && request.method() == HttpMethod.GET
                && request.headers().contains(HttpHeaders.UPGRADE, HttpHeaders.WEBSOCKET, true)
                // A list: Firefox says "keep-alive, Upgrade".
                && request.headers().getAll(HttpHeaders.CONNECTION).stream()
                        .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains("upgrade"));
    }
}
