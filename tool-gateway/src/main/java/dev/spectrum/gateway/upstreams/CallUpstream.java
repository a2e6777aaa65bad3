package dev.spectrum.gateway.upstreams;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.spectrum.gateway.reach.domain.Breaker;
import dev.spectrum.gateway.upstreams.UpstreamFailure.Kind;
import dev.spectrum.gateway.upstreams.domain.Upstream;
import dev.spectrum.platform.context.CallerContext;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Calls a tool of an upstream, behind a breaker that is the upstream's own. An upstream belongs to one tenant and has one
 * credential, and another credential makes another version of it: so a breaker is for a tenant and a credential.
 */
@ApplicationScoped
class CallUpstream {

    private static final Duration TO_BEGIN = Duration.ofSeconds(5);

    private final McpServers servers;
    private final UpstreamsConfig config;
    private final Vertx vertx;
    private final Cache<Key, Breaker> breakers = Caffeine.newBuilder()
            .executor(Runnable::run)
            .maximumSize(10_000)
            .expireAfterAccess(Duration.ofHours(1))
            .build();

    CallUpstream(McpServers servers, UpstreamsConfig config, Vertx vertx) {
        this.servers = servers;
        this.config = config;
        this.vertx = vertx;
    }

    private record Key(UUID upstreamId, long version) {}

    /** Fails with {@link UpstreamFailure}. */
    Uni<JsonNode> call(Upstream upstream, String tool, ObjectNode arguments) {
        return Uni.createFrom().deferred(() -> {
            Breaker breaker = breakers.get(new Key(upstream.id(), upstream.version()), key -> newBreaker());
            return switch (breaker.enter()) {
                case Breaker.LeftAlone alone ->
                    Uni.createFrom()
                            .failure(new UpstreamFailure(
                                    Kind.UNREACHED,
                                    "The upstream has not answered for a while and is left alone for some seconds."));
                case Breaker.Pass pass ->
                    through(pass, () -> servers.call(upstream, tool, arguments), longest(upstream));
            };
        });
    }

    /** On a timer of the event loop's: one of another thread's would cost each call two ways to that thread. */
    private Uni<JsonNode> through(Breaker.Pass pass, Supplier<Uni<? extends JsonNode>> call, Duration longest) {
        return CallerContext.returnTo(() -> Uni.createFrom().emitter(waiting -> {
            AtomicBoolean over = new AtomicBoolean();
            long timer = vertx.setTimer(longest.toMillis(), late -> {
                if (over.compareAndSet(false, true)) {
                    pass.unanswered();
                    waiting.fail(new UpstreamFailure(Kind.UNKNOWN, "The upstream did not answer in time."));
                }
            });
            Cancellable running = Uni.createFrom()
                    .<JsonNode>deferred(call)
                    .subscribe()
                    .with(
                            answer -> {
                                vertx.cancelTimer(timer);
                                if (over.compareAndSet(false, true)) {
                                    pass.answered();
                                    waiting.complete(answer);
                                }
                            },
                            failure -> {
                                vertx.cancelTimer(timer);
                                if (over.compareAndSet(false, true)) {
                                    note(pass, failure);
                                    waiting.fail(failure);
                                }
                            });
            waiting.onTermination(() -> {
                running.cancel();
                if (over.compareAndSet(false, true)) {
                    vertx.cancelTimer(timer);
                    pass.undecided();
                }
            });
        }));
    }

    /** Its own time and some more, because a session may have to be begun first. */
    static Duration longest(Upstream upstream) {
        return Duration.ofSeconds(upstream.definition().timeoutSeconds()).plus(TO_BEGIN);
    }

    private Breaker newBreaker() {
        return new Breaker(config.failuresToBreak(), config.brokenFor(), System::nanoTime);
    }

    private static void note(Breaker.Pass pass, Throwable failure) {
        if (failure instanceof UpstreamFailure known && (known.kind() == Kind.REFUSED || known.kind() == Kind.BUSY)) {
            pass.answered();
        } else {
            pass.unanswered();
        }
    }
}
