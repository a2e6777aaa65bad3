package dev.spectrum.gateway.reach;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.tracing.TracingPolicy;

/** On Vert.x's client, which takes the address to connect to beside the name that the request is for. */
final class GuardedHttp implements OutboundHttp {

    private static final int MAX_HEADER_BYTES = 32 * 1024;

    private final Vertx vertx;
    private final AddressGuard guard;
    private final HttpClient client;

    /** @param options {@link #options} and what a test adds */
    GuardedHttp(Vertx vertx, AddressGuard guard, HttpClientOptions options) {
        this.vertx = vertx;
        this.guard = guard;
        this.client = vertx.createHttpClient(options);
    }

    static HttpClientOptions options(int connectTimeoutMs, int connections) {
        return new HttpClientOptions()
                .setConnectTimeout(connectTimeoutMs)
                .setMaxPoolSize(connections)
                .setMaxWaitQueueSize(connections * 10)
                .setKeepAliveTimeout(15)
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                // A span would carry the whole address, and vendors would see our trace ids.
                .setTracingPolicy(TracingPolicy.IGNORE);
    }

    @Override
    public Uni<Answer> send(Request request) {
        return Uni.createFrom().emitter(emitter -> {
            Exchange exchange = new Exchange(vertx.getOrCreateContext(), client, guard, request, emitter);
            emitter.onTermination(exchange::cancel);
            exchange.start();
        });
    }

    void close() {
        client.close();
    }
}
