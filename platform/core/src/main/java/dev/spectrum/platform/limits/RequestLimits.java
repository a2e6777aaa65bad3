package dev.spectrum.platform.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.spectrum.platform.tenant.Caller;
import io.github.bucket4j.Bucket;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * A token bucket for each tenant, in this process, so that a request costs no round trip: it holds a minute's requests, which
 * may come at once after a pause, and fills evenly. Only requests of a tenant's people count: what services do, by themselves
 * or with a user's token that was exchanged for theirs, is limited where it begins.
 */
@ApplicationScoped
public class RequestLimits {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Set<String> SERVICES =
            Set.of("agent-service", "conversation-service", "tool-gateway", "outreach-service");

    private final RequestLimitsConfig config;
    private final TenantLimits limits;
    /** A bucket that nobody has used for so long is full again. */
    private final Cache<Key, Bucket> buckets = Caffeine.newBuilder()
            .executor(Runnable::run)
            .expireAfterAccess(MINUTE)
            .build();

    RequestLimits(RequestLimitsConfig config, TenantLimits limits) {
        this.config = config;
        this.limits = limits;
    }

    /** Another limit is another bucket. */
    private record Key(UUID tenantId, int perMinute) {}

    /** Takes one request of this caller's tenant, if it counts, and gives zero; or takes none, and gives the time until there is one. */
    public Duration take(SecurityIdentity who) {
        Caller caller = who.getAttribute(Caller.ATTRIBUTE);
        return caller == null || caller.isService() || isForService(who) ? Duration.ZERO : take(caller.tenantId());
    }

    private static boolean isForService(SecurityIdentity who) {
        return who.getPrincipal() instanceof JsonWebToken token
                && SERVICES.contains(String.valueOf(token.<Object>getClaim("azp")));
    }

    /** Takes one request, and gives zero; or takes none, and gives the time until there is one. */
    Duration take(UUID tenantId) {
        Key key = new Key(tenantId, limits.requestsPerMinute(tenantId).orElse(config.perMinuteOtherwise()));
        return Duration.ofNanos(
                buckets.get(key, this::bucket).tryConsumeAndReturnRemaining(1).getNanosToWaitForRefill());
    }

    private Bucket bucket(Key key) {
        long tokens = Math.max(1, Math.round(key.perMinute() * config.share()));
        return Bucket.builder()
                .addLimit(bandwidth -> bandwidth.capacity(tokens).refillGreedy(tokens, MINUTE))
                .build();
    }
}
