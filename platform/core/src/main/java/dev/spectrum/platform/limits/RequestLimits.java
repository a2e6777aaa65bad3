package dev.spectrum.platform.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;

/**
 * A token bucket for each tenant, in this process, so that a request costs no round trip: it holds a minute's requests, which
 * may come at once after a pause, and fills evenly.
 */
@ApplicationScoped
class RequestLimits {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final RequestLimitsConfig config;
    private final TenantLimits limits;
    /** A bucket that nobody has used for so long is full again. */
    private final Cache<Key, Bucket> buckets =
            Caffeine.newBuilder().expireAfterAccess(MINUTE).build();

    RequestLimits(RequestLimitsConfig config, TenantLimits limits) {
        this.config = config;
        this.limits = limits;
    }

    /** Another limit is another bucket. */
    private record Key(UUID tenantId, int perMinute) {}

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
