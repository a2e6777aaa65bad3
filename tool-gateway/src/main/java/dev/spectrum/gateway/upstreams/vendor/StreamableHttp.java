package dev.spectrum.gateway.upstreams.vendor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.spectrum.gateway.connections.Redaction;
import dev.spectrum.gateway.reach.OutboundFailure;
import dev.spectrum.gateway.reach.OutboundHttp;
import dev.spectrum.gateway.tools.OwnContext;
import dev.spectrum.gateway.upstreams.UpstreamFailure;
import dev.spectrum.gateway.upstreams.UpstreamFailure.Kind;
import dev.spectrum.gateway.upstreams.UpstreamsConfig;
import dev.spectrum.gateway.upstreams.domain.Transport;
import dev.spectrum.gateway.upstreams.domain.Upstream;
import dev.spectrum.platform.context.CallerContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * MCP over streamable HTTP: one POST for each request, answered as JSON or as a stream of events that ends with the answer
 * (https://modelcontextprotocol.io/specification/2025-11-25/basic/transports). A session is made when there is first need of
 * one, and once anew when the upstream does not know it any more, which is what a restart looks like.
 */
@ApplicationScoped
class StreamableHttp {

    private final OutboundHttp http;
    private final UpstreamCredentials credentials;
    private final UpstreamsConfig config;
    private final ObjectMapper json;
    private final Vertx vertx;
    private final AtomicLong lastId = new AtomicLong();
    private final Cache<Key, Beginning> beginnings = Caffeine.newBuilder()
            .executor(Runnable::run)
            .maximumSize(10_000)
            .expireAfterAccess(Duration.ofMinutes(30))
            .build();

    StreamableHttp(
            OutboundHttp http,
            UpstreamCredentials credentials,
            UpstreamsConfig config,
            ObjectMapper json,
            Vertx vertx) {
        this.http = http;
        this.credentials = credentials;
        this.config = config;
        this.json = json;
        this.vertx = vertx;
    }

    private record Key(UUID upstreamId, long version) {}

    /** @param secrets that it is shown; empty for none */
    private record Peer(Upstream upstream, Optional<ShownSecrets> secrets) {}

    /** @param secrets to be struck out of what is passed on */
    private record Reply(OutboundHttp.Answer answer, Redaction secrets) {

        int status() {
            return answer.status();
        }
    }

    /** @param id empty where the upstream keeps no sessions */
    private record Session(Optional<String> id, String revision) {}

    /** A session that is there or about to be: whoever needs it meanwhile waits for the same. */
    private static final class Beginning {
        private final Uni<Session> begun;
        private volatile @Nullable Session known;

        Beginning(Uni<Session> begun) {
            this.begun = begun.invoke(session -> known = session).memoize().indefinitely();
        }
    }

    /** The upstream does not know the session, or may not; it did nothing. */
    private static final class SessionLost extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient Session session;
        private final boolean isCertain;
        private final UpstreamFailure refusal;

        /** @param refusal what it said, if it is not the session that is meant */
        SessionLost(Session session, boolean isCertain, UpstreamFailure refusal) {
            super("The upstream does not know the session", null, false, false);
            this.session = session;
            this.isCertain = isCertain;
            this.refusal = refusal;
        }
    }

    /** The result of a request. Fails with {@link UpstreamFailure}. */
    Uni<JsonNode> request(Upstream upstream, String method, ObjectNode params, Duration timeout) {
        Key key = new Key(upstream.id(), upstream.version());
        Peer peer = new Peer(upstream, credentials.of(upstream));
        Beginning known = beginnings.get(key, absent -> beginning(peer));
        return attempt(peer, known, method, params, timeout)
                .onFailure(SessionLost.class)
                .recoverWithUni(lost -> requireLost(peer, (SessionLost) lost).chain(() -> {
                    // Of many calls that find it lost, the first begins another.
                    beginnings.asMap().remove(key, known);
                    return attempt(peer, beginnings.get(key, absent -> beginning(peer)), method, params, timeout)
                            .onFailure(SessionLost.class)
                            .transform(again -> ((SessionLost) again).refusal);
                }));
    }

    /** The same in a session that nothing else uses, with secrets that nobody keeps yet. */
    Uni<JsonNode> requestApart(
            Upstream upstream, ObjectNode secrets, String method, ObjectNode params, Duration timeout) {
        Peer peer = new Peer(upstream, Optional.of(new TriedSecrets(secrets)));
        return begin(peer)
                .chain(session -> send(peer, session, method, params, timeout))
                .onFailure(SessionLost.class)
                .transform(lost -> ((SessionLost) lost).refusal);
    }

    /** Fails with the refusal where the session is as good as before: then the request is not repeated. */
    private Uni<Void> requireLost(Peer peer, SessionLost lost) {
        if (lost.isCertain) {
            return Uni.createFrom().voidItem();
        }
        ObjectNode ping = message("ping", JsonNodeFactory.instance.objectNode()).put("id", lastId.incrementAndGet());
        return post(peer, Optional.of(lost.session), ping, config.patience())
                .map(answer -> answer.status() == 404 || answer.status() == 400)
                .onFailure()
                .recoverWithItem(false)
                .invoke(isUnknown -> {
                    if (!isUnknown) {
                        throw lost.refusal;
                    }
                })
                .replaceWithVoid();
    }

    void forget(UUID upstreamId) {
        beginnings.asMap().keySet().removeIf(key -> key.upstreamId().equals(upstreamId));
    }

    private Uni<JsonNode> attempt(Peer peer, Beginning beginning, String method, ObjectNode params, Duration timeout) {
        Session known = beginning.known;
        return known != null
                ? send(peer, known, method, params, timeout)
                : begun(peer, beginning).chain(session -> send(peer, session, method, params, timeout));
    }

    /** On the context of whoever needs it. */
    private Uni<Session> begun(Peer peer, Beginning beginning) {
        return CallerContext.returnTo(() -> beginning.begun)
                .onFailure()
                .invoke(() -> beginnings
                        .asMap()
                        .remove(new Key(peer.upstream().id(), peer.upstream().version()), beginning))
                // The request itself was not sent.
                .onFailure(StreamableHttp::isSilence)
                .transform(failure -> new UpstreamFailure(Kind.UNREACHED, ((UpstreamFailure) failure).reason()));
    }

    private Beginning beginning(Peer peer) {
        return new Beginning(OwnContext.run(vertx, () -> begin(peer)));
    }

    private Uni<Session> begin(Peer peer) {
        ObjectNode message = message("initialize", Protocol.initialize()).put("id", lastId.incrementAndGet());
        return post(peer, Optional.empty(), message, config.patience()).chain(answer -> {
            requireSuccess(answer);
            Session session = new Session(
                    header(answer.answer(), "mcp-session-id"), Protocol.revision(result(answer, message.get("id"))));
            return post(
                            peer,
                            Optional.of(session),
                            message("notifications/initialized", JsonNodeFactory.instance.objectNode()),
                            config.patience())
                    .replaceWith(session);
        });
    }

    private Uni<JsonNode> send(Peer peer, Session session, String method, ObjectNode params, Duration timeout) {
        ObjectNode message = message(method, params).put("id", lastId.incrementAndGet());
        return post(peer, Optional.of(session), message, timeout)
                .map(answer -> {
                    requireSession(session, answer);
                    requireSuccess(answer);
                    return result(answer, message.get("id"));
                })
                .onFailure(StreamableHttp::isSilence)
                .call(() -> cancel(peer, session, message.get("id")))
                .onCancellation()
                .call(() -> cancel(peer, session, message.get("id")));
    }

    private static boolean isSilence(Throwable failure) {
        return failure instanceof UpstreamFailure known && known.kind() == Kind.UNKNOWN;
    }

    /** Nobody waits for the answer any more, nor for what comes of saying so. */
    private Uni<Void> cancel(Peer peer, Session session, JsonNode id) {
        ObjectNode params = JsonNodeFactory.instance.objectNode();
        params.set("requestId", id);
        OwnContext.run(
                        vertx,
                        () -> post(
                                peer,
                                Optional.of(session),
                                message("notifications/cancelled", params),
                                config.patience()))
                .subscribe()
                .with(done -> {}, ignored -> {});
        return Uni.createFrom().voidItem();
    }

    private Uni<Reply> post(Peer peer, Optional<Session> session, ObjectNode message, Duration timeout) {
        if (peer.secrets().isEmpty()) {
            return post(peer.upstream(), ShownSecrets.Shown.NOTHING, session, message, timeout);
        }
        ShownSecrets secrets = peer.secrets().get();
        return secrets.reveal()
                .chain(shown -> post(peer.upstream(), shown, session, message, timeout))
                .call(answer -> note(secrets, answer.status()));
    }

    private Uni<Reply> post(
            Upstream upstream,
            ShownSecrets.Shown shown,
            Optional<Session> session,
            ObjectNode message,
            Duration timeout) {
        Map<String, String> headers = new HashMap<>(shown.headers());
        headers.put("Content-Type", "application/json");
        headers.put("Accept", "application/json, text/event-stream");
        session.ifPresent(known -> headers.put("MCP-Protocol-Version", known.revision()));
        session.flatMap(Session::id).ifPresent(id -> headers.put("Mcp-Session-Id", id));
        return http.send(new OutboundHttp.Request(
                        "POST",
                        url(upstream),
                        headers,
                        Optional.of(write(message)),
                        timeout,
                        config.longestAnswer(),
                        untilAnswered(message)))
                .map(answer -> new Reply(answer, shown.secrets()))
                .onFailure(OutboundFailure.class)
                .transform(failure -> explain((OutboundFailure) failure));
    }

    /** What a stream tells after the answer is not for us. */
    private Optional<OutboundHttp.Enough> untilAnswered(ObjectNode message) {
        EventStream events = new EventStream();
        return Optional.ofNullable(message.get("id"))
                .map(id -> piece -> events.add(piece).stream().map(this::read).anyMatch(event -> isAnswer(event, id)));
    }

    private static Uni<Void> note(ShownSecrets secrets, int status) {
        if (status == 401) {
            return secrets.refused();
        }
        return status < 300 ? secrets.worked() : Uni.createFrom().voidItem();
    }

    private static URI url(Upstream upstream) {
        return switch (upstream.definition().transport()) {
            case Transport.StreamableHttp(URI url) -> url;
            case Transport.Stdio stdio -> throw new IllegalArgumentException(stdio + " has no address");
        };
    }

    private static ObjectNode message(String method, ObjectNode params) {
        ObjectNode message =
                JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0").put("method", method);
        message.set("params", params);
        return message;
    }

    private byte[] write(ObjectNode message) {
        try {
            return json.writeValueAsBytes(message);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A message is JSON", impossible);
        }
    }

    private static UpstreamFailure explain(OutboundFailure failure) {
        return switch (failure.kind()) {
            case BLOCKED -> new UpstreamFailure(Kind.REFUSED, "The upstream's address is not one that may be called.");
            case MISLED ->
                new UpstreamFailure(Kind.REFUSED, "The upstream redirects to an address that may not be called.");
            case NOT_SENT -> new UpstreamFailure(Kind.UNREACHED, "The upstream can't be reached.");
            case MAYBE_SENT -> new UpstreamFailure(Kind.UNKNOWN, "The upstream did not answer in time, or broke off.");
        };
    }

    /**
     * 404 says that it is lost. So does 400 where servers are older, those of the protocol's own authors among them, and
     * many other things too.
     */
    private void requireSession(Session session, Reply answer) {
        if (session.id().isPresent() && (answer.status() == 404 || answer.status() == 400)) {
            throw new SessionLost(session, answer.status() == 404, refused(answer));
        }
    }

    private UpstreamFailure refused(Reply reply) {
        String reason = reply.secrets()
                .strike(read(reply.answer().body()))
                .at("/error/message")
                .asText();
        return new UpstreamFailure(
                Kind.REFUSED,
                "The upstream refused (HTTP " + reply.status() + ")" + (reason.isBlank() ? "." : ": " + reason));
    }

    private void requireSuccess(Reply answer) {
        int status = answer.status();
        if (status >= 200 && status < 300) {
            return;
        }
        throw switch (status) {
            case 401, 403 ->
                new UpstreamFailure(Kind.REFUSED, "The upstream refuses the credentials, or there are none.");
            case 429 -> new UpstreamFailure(Kind.BUSY, "The upstream takes no more calls for now.");
            default ->
                status >= 500
                        ? new UpstreamFailure(Kind.UNKNOWN, "The upstream failed (HTTP " + status + ").")
                        : refused(answer);
        };
    }

    /** @throws UpstreamFailure if it is an error, or nothing that can be understood */
    private JsonNode result(Reply reply, JsonNode id) {
        OutboundHttp.Answer answer = reply.answer();
        JsonNode said = header(answer, "content-type").orElse("").startsWith("text/event-stream")
                ? EventStream.messages(answer.body()).stream()
                        .map(this::read)
                        .filter(event -> isAnswer(event, id))
                        .findFirst()
                        .orElseGet(JsonNodeFactory.instance::missingNode)
                : read(answer.body());
        JsonNode message = reply.secrets().strike(said);
        if (message.path("result").isObject()) {
            return message.get("result");
        } else if (message.path("error").isObject()) {
            throw Protocol.refused(message.get("error"));
        }
        throw new UpstreamFailure(Kind.UNKNOWN, "The upstream's answer can't be understood.");
    }

    /** What the upstream asks of us may have the same id. */
    private static boolean isAnswer(JsonNode event, JsonNode id) {
        return !event.has("method") && event.path("id").asText().equals(id.asText());
    }

    /** Missing where it is no JSON. */
    private JsonNode read(byte[] text) {
        try {
            return json.readTree(text);
        } catch (java.io.IOException noJson) {
            return JsonNodeFactory.instance.missingNode();
        }
    }

    private static Optional<String> header(OutboundHttp.Answer answer, String name) {
        return answer.headers().getOrDefault(name, List.of()).stream().findFirst();
    }
}
