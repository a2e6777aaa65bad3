package dev.spectrum.gateway.upstreams;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.spectrum.gateway.upstreams.UpstreamFailure.Kind;
import dev.spectrum.gateway.upstreams.domain.Breaker;
import dev.spectrum.gateway.upstreams.domain.Upstream;
import dev.spectrum.platform.context.CallerContext;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/**
 * Calls a tool of an upstream, behind a breaker that is the upstream's own. An upstream belongs to one tenant and has one
 * credential, and another credential makes another version of it: so a breaker is for a tenant and a credential.
 */
@ApplicationScoped
class CallUpstream {

    private static final Duration TO_BEGIN = Duration.ofSeconds(5);

    private final McpServers servers;
    private final UpstreamsConfig config;
    private final Cache<Key, Breaker> breakers = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterAccess(Duration.ofHours(1))
            .build();

    CallUpstream(McpServers servers, UpstreamsConfig config) {
        this.servers = servers;
        this.config = config;
    }

    private record Key(UUID upstreamId, long version) {}

    /** Fails with {@link UpstreamFailure}. */
    Uni<JsonNode> call(Upstream upstream, String tool, ObjectNode arguments) {
        return Uni.createFrom().deferred(() -> {
            Breaker breaker = breakers.get(new Key(upstream.id(), upstream.version()), key -> newBreaker());
            Optional<Breaker.Refusal> refusal = breaker.enter();
            if (refusal.isPresent()) {
                return Uni.createFrom().failure(explain(refusal.get()));
            }
            return Uni.createFrom()
                    .deferred(() ->
                            CallerContext.returnTo(() -> inTime(upstream, servers.call(upstream, tool, arguments))))
                    .onItem()
                    .invoke(breaker::answered)
                    .onFailure()
                    .invoke(failure -> note(breaker, failure))
                    .onCancellation()
                    .invoke(breaker::abandoned);
        });
    }

    /** Its own time and some more, because a session may have to be begun first. */
    private static Uni<JsonNode> inTime(Upstream upstream, Uni<JsonNode> call) {
        return call.ifNoItem()
                .after(Duration.ofSeconds(upstream.definition().timeoutSeconds())
                        .plus(TO_BEGIN))
                .failWith(() -> new UpstreamFailure(Kind.UNKNOWN, "The upstream did not answer in time."));
    }

    private Breaker newBreaker() {
        return new Breaker(
                config.mostCallsAtOnce(), config.failuresToBreak(), config.brokenFor(), InstantSource.system());
    }

    private static void note(Breaker breaker, Throwable failure) {
        if (failure instanceof UpstreamFailure known && (known.kind() == Kind.REFUSED || known.kind() == Kind.BUSY)) {
            breaker.answered();
        } else {
            breaker.failed();
        }
    }

    private static UpstreamFailure explain(Breaker.Refusal refusal) {
        return switch (refusal) {
            case BROKEN ->
                new UpstreamFailure(
                        Kind.UNREACHED,
                        "The upstream has not answered for a while and is left alone for some seconds.");
            case BUSY -> new UpstreamFailure(Kind.BUSY, "The upstream is busy with too many calls.");
        };
    }
}
