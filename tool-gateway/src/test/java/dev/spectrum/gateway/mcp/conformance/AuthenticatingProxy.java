package dev.spectrum.gateway.mcp.conformance;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands before the gateway, on this machine only, and adds a token to what the suite sends, which sends none: so the gateway
 * stays as closed as it always is. Everything else passes as it is, Host and Origin too. Notes what the suite asked for in
 * vain.
 */
final class AuthenticatingProxy implements AutoCloseable {

    private static final List<String> PER_CONNECTION =
            List.of("connection", "keep-alive", "transfer-encoding", "content-length");
    private static final Pattern IN_VAIN = Pattern.compile("Unknown (?:tool|prompt): ([A-Za-z0-9_./-]+)");

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = vertx.createHttpClient();
    private final int gatewayPort;
    private final String token;
    private final Set<String> askedInVain = new ConcurrentSkipListSet<>();

    private AuthenticatingProxy(int gatewayPort, String token) {
        this.gatewayPort = gatewayPort;
        this.token = token;
    }

    static AuthenticatingProxy start(int port, int gatewayPort, String token)
            throws ExecutionException, InterruptedException, TimeoutException {
        AuthenticatingProxy proxy = new AuthenticatingProxy(gatewayPort, token);
        proxy.vertx
                .createHttpServer()
                .requestHandler(proxy::handle)
                .listen(port, "localhost")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        return proxy;
    }

    /** Tools and prompts that were asked for and are not there. */
    Set<String> askedInVain() {
        return new TreeSet<>(askedInVain);
    }

    private void handle(HttpServerRequest asked) {
        asked.body()
                .compose(body -> client.request(new RequestOptions()
                                .setHost("localhost")
                                .setPort(gatewayPort)
                                .setMethod(asked.method())
                                .setURI(asked.uri()))
                        .compose(forwarded -> forward(asked, body, forwarded)))
                .onSuccess(answer -> answer(asked.response(), answer))
                .onFailure(failure -> asked.response().setStatusCode(502).end(String.valueOf(failure)));
    }

    private Future<HttpClientResponse> forward(HttpServerRequest asked, Buffer body, HttpClientRequest forwarded) {
        asked.headers().forEach(header -> {
            if (!PER_CONNECTION.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                forwarded.headers().add(header.getKey(), header.getValue());
            }
        });
        forwarded.putHeader("Authorization", "Bearer " + token);
        asked.response().closeHandler(gone -> forwarded.reset());
        return forwarded.send(body);
    }

    private void answer(HttpServerResponse suite, HttpClientResponse answer) {
        suite.setStatusCode(answer.statusCode());
        answer.headers().forEach(header -> {
            if (!PER_CONNECTION.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                suite.headers().add(header.getKey(), header.getValue());
            }
        });
        suite.setChunked(true);
        Buffer said = Buffer.buffer();
        answer.handler(chunk -> {
            said.appendBuffer(chunk);
            suite.write(chunk);
        });
        answer.exceptionHandler(broken -> suite.reset());
        answer.endHandler(end -> {
            note(said.toString());
            suite.end();
        });
    }

    private void note(String answer) {
        Matcher found = IN_VAIN.matcher(answer);
        while (found.find()) {
            askedInVain.add(found.group(1));
        }
    }

    @Override
    public void close() throws ExecutionException, InterruptedException, TimeoutException {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
