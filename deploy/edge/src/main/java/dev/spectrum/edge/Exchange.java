package dev.spectrum.edge;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.streams.Pipe;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** One request's way to a backend and its answer's way back, both streamed and held back by the slower side. */
final class Exchange {

    /** How long a client may go on sending a body that nobody wants any more. */
    private static final long DRAIN_MILLIS = 2_000;

    private final Vertx vertx;
    private final HttpClient client;
    private final Settings settings;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final AccessLog.Entry log;
    private @Nullable Pipe<Buffer> upload;
    private boolean draining;

    Exchange(Vertx vertx, HttpClient client, Settings settings, HttpServerRequest request, AccessLog.Entry log) {
        this.vertx = vertx;
        this.client = client;
        this.settings = settings;
        this.request = request;
        this.response = request.response();
        this.log = log;
    }

    void forwardTo(URI backend) {
        request.pause();
        client.request(to(backend))
                .compose(this::send)
                .compose(this::relay)
                // The answer is whole, so nobody waits for what has not been sent yet.
                .onSuccess(whole -> drain())
                .onFailure(this::giveUp);
    }

    void openWebSocketTo(URI backend) {
        RequestOptions upgrade = to(backend);
        asUpgrade(upgrade.getHeaders());
        client.request(upgrade)
                .compose(outgoing -> watched(outgoing).connect())
                .compose(answer -> answer.statusCode() == 101 ? join(answer) : relay(answer))
                .onFailure(this::giveUp);
    }

    /** Answers with the problem; whatever the client is still sending is read for a moment and thrown away. */
    void refuse(Problem problem) {
        problem.answer(request, log.path());
        drain();
    }

    private RequestOptions to(URI backend) {
        boolean secure = "https".equals(backend.getScheme());
        int defaultPort = secure ? 443 : 80;
        return new RequestOptions()
                .setMethod(request.method())
                .setSsl(secure)
                .setHost(backend.getHost())
                .setPort(backend.getPort() < 0 ? defaultPort : backend.getPort())
                .setURI(request.uri())
                .setHeaders(EndToEndHeaders.ofRequest(request, settings.publicOrigin()));
    }

    private Future<HttpClientResponse> send(HttpClientRequest outgoing) {
        watched(outgoing);
        if (request.headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true)) {
            response.writeContinue();
        }
        outgoing.setChunked(request.headers().contains(HttpHeaders.TRANSFER_ENCODING));
        Future<HttpClientResponse> answer = outgoing.response();
        // An upload may take as long as it moves: the backend's time to answer runs from the last chunk.
        upload = new Upload(request, settings.bodyLimit(), () -> {
                    if (!answer.isComplete()) {
                        outgoing.idleTimeout(settings.answerTimeout().toMillis());
                    }
                })
                .pipe()
                .endOnFailure(false);
        upload.to(outgoing).onFailure(failure -> outgoing.reset(0, failure));
        return answer;
    }

    private HttpClientRequest watched(HttpClientRequest outgoing) {
        response.exceptionHandler(clientIsGone -> outgoing.reset());
        // What goes wrong is told by the answer's future; without a handler it would be printed as well.
        outgoing.exceptionHandler(failure -> {});
        return outgoing.idleTimeout(settings.answerTimeout().toMillis());
    }

    private Future<Void> relay(HttpClientResponse answer) {
        response.setStatusCode(answer.statusCode()).setStatusMessage(answer.statusMessage());
        response.headers().addAll(EndToEndHeaders.ofAnswer(answer.headers()));
        if (request.version() == HttpVersion.HTTP_1_0) {
            // It knows no chunks: the end of the connection is the end of the body.
            return answer.pipe()
                    .endOnFailure(false)
                    .to(response)
                    .onSuccess(end -> request.connection().close());
        }
        if (!response.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
            response.setChunked(true);
        }
        // At once: an event stream may be open for long before its first event.
        response.writeHead();
        return answer.pipe().endOnFailure(false).to(response);
    }

    private Future<Void> join(HttpClientResponse answer) {
        // Held back until the client's side is there to take it.
        NetSocket backendSocket = answer.netSocket().pause();
        response.setStatusCode(101).headers().addAll(EndToEndHeaders.ofAnswer(answer.headers()));
        asUpgrade(response.headers());
        return request.toNetSocket()
                .onSuccess(clientSocket -> {
                    clientSocket.closeHandler(closed -> log.write());
                    clientSocket.pipeTo(backendSocket);
                    backendSocket.pipeTo(clientSocket);
                })
                .onFailure(failure -> backendSocket.close())
                .mapEmpty();
    }

    private static void asUpgrade(MultiMap headers) {
        headers.set(HttpHeaders.CONNECTION, HttpHeaders.UPGRADE).set(HttpHeaders.UPGRADE, HttpHeaders.WEBSOCKET);
    }

    private void giveUp(Throwable failure) {
        log.failed(failure);
        if (response.headWritten()) {
            // The client must see that the answer is not whole, so its connection is cut as the backend's was.
            response.reset();
            log.write();
        } else if (!response.closed()) {
            refuse(Problem.ofFailure(failure));
        }
    }

    /** Reads what the client still sends: closing at once would reset the connection, and the answer might be lost. */
    private void drain() {
        if (!request.isEnded() && !draining) {
            draining = true;
            if (upload != null) {
                upload.close();
            }
            long timer =
                    vertx.setTimer(DRAIN_MILLIS, tooLate -> request.connection().close());
            request.end().onComplete(end -> vertx.cancelTimer(timer));
            request.resume();
        }
    }
}
