package dev.spectrum.platform.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;

/**
 * A token bucket for each tenant, in this process: a request costs no round trip, and a tenant may make as many times its
 * limit as there are replicas.
 */
@ApplicationScoped
class RequestLimits {

    private final RequestLimitsConfig config;
    private final TenantTiers tiers;
    /** A bucket that nobody has used for so long is full again. */
    private final Cache<Key, Bucket> buckets =
            Caffeine.newBuilder().expireAfterAccess(Duration.ofMinutes(1)).build();

    RequestLimits(RequestLimitsConfig config, TenantTiers tiers) {
        this.config = config;
        this.tiers = tiers;
    }

    /** Another tier is another bucket. */
    private record Key(UUID tenantId, String tier) {}

    /** Takes one request, and gives zero; or takes none, and gives the time until there is one. */
    Duration take(UUID tenantId) {
        Key key = new Key(tenantId, tiers.tier(tenantId).orElse(""));
        return Duration.ofNanos(
                buckets.get(key, this::bucket).tryConsumeAndReturnRemaining(1).getNanosToWaitForRefill());
    }

    private Bucket bucket(Key key) {
        RequestLimitsConfig.Limit limit = config.tiers().getOrDefault(key.tier(), config.otherwise());
        return Bucket.builder()
                .addLimit(bandwidth ->
                        bandwidth.capacity(limit.burst()).refillGreedy(limit.perSecond(), Duration.ofSeconds(1)))
                .build();
    }
}
