package dev.spectrum.gateway.upstreams.vendor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
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

    /** The upstream does not know the session; so it did nothing. */
    private static final class SessionLost extends RuntimeException {
        private static final long serialVersionUID = 1;

        SessionLost() {
            super("The upstream does not know the session", null, false, false);
        }
    }

    /** The result of a request. Fails with {@link UpstreamFailure}. */
    Uni<JsonNode> request(Upstream upstream, String method, ObjectNode params, Duration timeout) {
        Key key = new Key(upstream.id(), upstream.version());
        Beginning known = beginnings.get(key, absent -> beginning(upstream));
        return attempt(upstream, known, method, params, timeout)
                .onFailure(SessionLost.class)
                .recoverWithUni(() -> {
                    // Of many calls that find it lost, the first begins another.
                    beginnings.asMap().remove(key, known);
                    return attempt(
                                    upstream,
                                    beginnings.get(key, absent -> beginning(upstream)),
                                    method,
                                    params,
                                    timeout)
                            .onFailure(SessionLost.class)
                            .transform(lost -> new UpstreamFailure(
                                    Kind.REFUSED, "The upstream does not know the session that it just began."));
                });
    }

    void forget(UUID upstreamId) {
        beginnings.asMap().keySet().removeIf(key -> key.upstreamId().equals(upstreamId));
    }

    private Uni<JsonNode> attempt(
            Upstream upstream, Beginning beginning, String method, ObjectNode params, Duration timeout) {
        Session known = beginning.known;
        return known != null
                ? send(upstream, known, method, params, timeout)
                : begun(upstream, beginning).chain(session -> send(upstream, session, method, params, timeout));
    }

    /** On the context of whoever needs it. */
    private Uni<Session> begun(Upstream upstream, Beginning beginning) {
        return CallerContext.returnTo(() -> beginning.begun)
                .onFailure()
                .invoke(() -> beginnings.asMap().remove(new Key(upstream.id(), upstream.version()), beginning))
                // The request itself was not sent.
                .onFailure(StreamableHttp::isSilence)
                .transform(failure -> new UpstreamFailure(Kind.UNREACHED, ((UpstreamFailure) failure).reason()));
    }

    private Beginning beginning(Upstream upstream) {
        return new Beginning(OwnContext.run(vertx, () -> begin(upstream)));
    }

    private Uni<Session> begin(Upstream upstream) {
        ObjectNode message = message("initialize", Protocol.initialize()).put("id", lastId.incrementAndGet());
        return post(upstream, Optional.empty(), message, config.patience()).chain(answer -> {
            requireSuccess(answer);
            Session session =
                    new Session(header(answer, "mcp-session-id"), Protocol.revision(result(answer, message.get("id"))));
            return post(
                            upstream,
                            Optional.of(session),
                            message("notifications/initialized", JsonNodeFactory.instance.objectNode()),
                            config.patience())
                    .replaceWith(session);
        });
    }

    private Uni<JsonNode> send(Upstream upstream, Session session, String method, ObjectNode params, Duration timeout) {
        ObjectNode message = message(method, params).put("id", lastId.incrementAndGet());
        return post(upstream, Optional.of(session), message, timeout)
                .map(answer -> {
                    requireSession(session, answer);
                    requireSuccess(answer);
                    return result(answer, message.get("id"));
                })
                .onFailure(StreamableHttp::isSilence)
                .call(() -> cancel(upstream, session, message.get("id")))
                .onCancellation()
                .call(() -> cancel(upstream, session, message.get("id")));
    }

    private static boolean isSilence(Throwable failure) {
        return failure instanceof UpstreamFailure known && known.kind() == Kind.UNKNOWN;
    }

    /** Nobody waits for the answer any more, nor for what comes of saying so. */
    private Uni<Void> cancel(Upstream upstream, Session session, JsonNode id) {
        ObjectNode params = JsonNodeFactory.instance.objectNode();
        params.set("requestId", id);
        OwnContext.run(
                        vertx,
                        () -> post(
                                upstream,
                                Optional.of(session),
                                message("notifications/cancelled", params),
                                config.patience()))
                .subscribe()
                .with(done -> {}, ignored -> {});
        return Uni.createFrom().voidItem();
    }

    private Uni<OutboundHttp.Answer> post(
            Upstream upstream, Optional<Session> session, ObjectNode message, Duration timeout) {
        return upstream.definition().connectionId().isEmpty()
                ? post(upstream, Map.of(), session, message, timeout)
                : credentials
                        .headers(upstream)
                        .chain(secret -> post(upstream, secret, session, message, timeout))
                        .call(answer -> note(upstream, answer.status()));
    }

    private Uni<OutboundHttp.Answer> post(
            Upstream upstream,
            Map<String, String> secret,
            Optional<Session> session,
            ObjectNode message,
            Duration timeout) {
        Map<String, String> headers = new HashMap<>(secret);
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
                .onFailure(OutboundFailure.class)
                .transform(failure -> explain((OutboundFailure) failure));
    }

    /** What a stream tells after the answer is not for us. */
    private Optional<OutboundHttp.Enough> untilAnswered(ObjectNode message) {
        EventStream events = new EventStream();
        return Optional.ofNullable(message.get("id"))
                .map(id -> piece -> events.add(piece).stream().map(this::read).anyMatch(event -> isAnswer(event, id)));
    }

    private Uni<Void> note(Upstream upstream, int status) {
        if (status == 401) {
            return credentials.refused(upstream);
        }
        return status < 300 ? credentials.worked(upstream) : Uni.createFrom().voidItem();
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
            case NOT_SENT -> new UpstreamFailure(Kind.UNREACHED, "The upstream can't be reached.");
            case MAYBE_SENT -> new UpstreamFailure(Kind.UNKNOWN, "The upstream did not answer in time, or broke off.");
        };
    }

    /** 404 as the revision says; 400 as many servers do, those of the protocol's own authors among them. */
    private static void requireSession(Session session, OutboundHttp.Answer answer) {
        if (session.id().isPresent() && (answer.status() == 404 || answer.status() == 400)) {
            throw new SessionLost();
        }
    }

    private static void requireSuccess(OutboundHttp.Answer answer) {
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
                        : new UpstreamFailure(Kind.REFUSED, "The upstream refused (HTTP " + status + ").");
        };
    }

    /** @throws UpstreamFailure if it is an error, or nothing that can be understood */
    private JsonNode result(OutboundHttp.Answer answer, JsonNode id) {
        JsonNode message = header(answer, "content-type").orElse("").startsWith("text/event-stream")
                ? EventStream.messages(answer.body()).stream()
                        .map(this::read)
                        .filter(event -> isAnswer(event, id))
                        .findFirst()
                        .orElseGet(JsonNodeFactory.instance::missingNode)
                : read(answer.body());
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
