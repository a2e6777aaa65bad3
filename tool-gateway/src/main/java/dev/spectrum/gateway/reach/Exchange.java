package dev.spectrum.gateway.reach;

import dev.spectrum.gateway.reach.OutboundFailure.Kind;
import dev.spectrum.gateway.reach.OutboundHttp.Answer;
import dev.spectrum.gateway.reach.OutboundHttp.Request;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** One request with the redirects that it leads to. All of it happens on one Vert.x context. */
final class Exchange {

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    /** After enough of a body has come. */
    private static final long END_MILLIS = 300;

    private final Context context;
    private final HttpClient client;
    private final AddressGuard guard;
    private final Request request;
    private final UniEmitter<? super Answer> emitter;

    /** Whether bytes of the request may have left. */
    private boolean sent;

    private boolean over;
    private long timer;
    private @Nullable HttpClientRequest current;

    Exchange(
            Context context,
            HttpClient client,
            AddressGuard guard,
            Request request,
            UniEmitter<? super Answer> emitter) {
        this.context = context;
        this.client = client;
        this.guard = guard;
        this.request = request;
        this.emitter = emitter;
    }

    void start() {
        here(() -> {
            timer = context.owner().setTimer(Math.max(1, request.timeout().toMillis()), late -> fail(silence()));
            Future.succeededFuture()
                    .compose(now -> hop(Hop.first(request)))
                    .onSuccess(this::succeed)
                    .onFailure(this::fail);
        });
    }

    /** Ends it from outside: nobody waits any more. */
    void cancel() {
        here(this::end);
    }

    /** At once, where it is there already. */
    private void here(Runnable work) {
        if (Vertx.currentContext() == context) {
            work.run();
        } else {
            context.runOnContext(ignored -> work.run());
        }
    }

    private void succeed(Answer answer) {
        if (!over) {
            end();
            emitter.complete(answer);
        }
    }

    private void fail(Throwable failure) {
        if (!over) {
            end();
            emitter.fail(failure instanceof OutboundFailure known ? honest(known) : unforeseen(failure));
        }
    }

    private void end() {
        over = true;
        context.owner().cancelTimer(timer);
        if (current != null) {
            current.reset();
            current = null;
        }
    }

    /** A redirect that is not followed does not undo the request that led to it. */
    private OutboundFailure honest(OutboundFailure failure) {
        return sent && failure.kind() != Kind.MAYBE_SENT
                ? new OutboundFailure(Kind.MAYBE_SENT, String.valueOf(failure.getMessage()))
                : failure;
    }

    /** What the client says of a connection may name addresses: it is not passed on. */
    private OutboundFailure unforeseen(Throwable failure) {
        if (sent) {
            return new OutboundFailure(Kind.MAYBE_SENT, "The connection broke before the answer was there.");
        }
        return new OutboundFailure(
                Kind.NOT_SENT,
                failure instanceof SSLException || failure.getCause() instanceof SSLException
                        ? "No secure connection could be made."
                        : "No connection could be made.");
    }

    private OutboundFailure silence() {
        return new OutboundFailure(
                sent ? Kind.MAYBE_SENT : Kind.NOT_SENT,
                "There was no answer within " + request.timeout().toMillis() + " ms.");
    }

    private Future<Answer> hop(Hop hop) {
        return guard.addresses(hop.target())
                .compose(addresses -> connect(hop, addresses, 0))
                .compose(connected -> send(hop, connected))
                .compose(response -> receive(hop, response));
    }

    /** To the first address that answers: each has been checked, and none is looked up again. */
    private Future<HttpClientRequest> connect(Hop hop, List<InetAddress> addresses, int index) {
        requireGoingOn();
        Future<HttpClientRequest> connected = client.request(options(hop, addresses.get(index)));
        return index + 1 == addresses.size()
                ? connected
                : connected.recover(failure -> connect(hop, addresses, index + 1));
    }

    private static RequestOptions options(Hop hop, InetAddress address) {
        return new RequestOptions()
                .setMethod(HttpMethod.valueOf(hop.method()))
                .setSsl(hop.target().secure())
                // The name is for the certificate and the header Host; the connection goes to the address.
                .setHost(hop.target().host())
                .setPort(hop.target().port())
                .setServer(SocketAddress.inetSocketAddress(hop.target().port(), address.getHostAddress()))
                .setURI(hop.target().pathAndQuery());
    }

    private Future<HttpClientResponse> send(Hop hop, HttpClientRequest connected) {
        if (over) {
            connected.reset();
        }
        requireGoingOn();
        current = connected;
        hop.headers().forEach(connected::putHeader);
        connected.putHeader("host", hop.target().authority());
        // What is packed can't be judged before its end.
        connected.putHeader("accept-encoding", request.enough().isPresent() ? "identity" : "gzip");
        if (!hop.headers().containsKey("user-agent")) {
            connected.putHeader("user-agent", "Spectrum");
        }
        sent = true;
        return hop.body().isPresent() ? connected.send(Buffer.buffer(hop.body().get())) : connected.send();
    }

    private Future<Answer> receive(Hop hop, HttpClientResponse response) {
        requireGoingOn();
        String location = response.getHeader("location");
        if (REDIRECTS.contains(response.statusCode()) && location != null) {
            leave(response);
            return hop(hop.follow(response.statusCode(), location));
        }
        String encoding = Objects.requireNonNullElse(response.getHeader("content-encoding"), "");
        return read(response, Content.isPlain(encoding) ? request.enough() : Optional.empty())
                .compose(body -> Content.isPlain(encoding)
                        ? Future.succeededFuture(body)
                        : context.executeBlocking(() -> Content.decode(body, encoding, request.maxBytes()), false))
                .map(body -> new Answer(response.statusCode(), headers(response), body));
    }

    /** A redirect's own body may be endless, and nobody reads it. */
    private void leave(HttpClientResponse redirect) {
        redirect.exceptionHandler(reset -> {});
        HttpClientRequest done = Objects.requireNonNull(current);
        current = null;
        done.reset();
    }

    /** If it ends by itself now, its connection can be used again. */
    private void leaveSoon(HttpClientResponse response) {
        HttpClientRequest done = Objects.requireNonNull(current);
        current = null;
        long end = context.owner().setTimer(END_MILLIS, late -> done.reset());
        response.exceptionHandler(broken -> context.owner().cancelTimer(end));
        response.endHandler(ended -> context.owner().cancelTimer(end));
    }

    private Future<byte[]> read(HttpClientResponse response, Optional<OutboundHttp.Enough> enough) {
        Promise<byte[]> body = Promise.promise();
        Buffer read = Buffer.buffer();
        response.handler(chunk -> {
            if (over || body.future().isComplete()) {
                return;
            } else if (read.length() + chunk.length() > request.maxBytes()) {
                body.tryFail(Content.tooLong(request.maxBytes()));
                return;
            }
            read.appendBuffer(chunk);
            if (enough.isPresent() && enough.get().isThereWith(chunk.getBytes())) {
                leaveSoon(response);
                body.tryComplete(read.getBytes());
            }
        });
        response.exceptionHandler(body::tryFail);
        response.endHandler(end -> {
            current = null;
            body.tryComplete(read.getBytes());
        });
        return body.future();
    }

    private void requireGoingOn() {
        if (over) {
            throw new OutboundFailure(sent ? Kind.MAYBE_SENT : Kind.NOT_SENT, "It was cancelled.");
        }
    }

    private static Map<String, List<String>> headers(HttpClientResponse response) {
        Map<String, List<String>> headers = new HashMap<>();
        for (Map.Entry<String, String> header : response.headers()) {
            headers.computeIfAbsent(header.getKey().toLowerCase(Locale.ROOT), first -> new ArrayList<>(1))
                    .add(header.getValue());
        }
        // They tell of the body as it was sent, not of the one that is given.
        headers.remove("content-encoding");
        headers.remove("content-length");
        return headers;
    }
}
