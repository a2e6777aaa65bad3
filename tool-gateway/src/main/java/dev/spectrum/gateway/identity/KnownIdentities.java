package dev.spectrum.gateway.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Identities by the token that proved them and the tenant that was named. Each is good for a minute, so that a key which the
 * issuer has withdrawn is asked for again, and never for longer than its token.
 *
 * @param <I> an identity
 */
final class KnownIdentities<I> {

    private static final Duration GOOD_FOR = Duration.ofMinutes(1);
    private static final int MOST = 10_000;

    private final InstantSource clock;
    private final Cache<Proof, Known<I>> known =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(GOOD_FOR).build();

    KnownIdentities(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * What a request proves who calls by.
     *
     * @param tenant as it was named; blank if none was
     */
    record Proof(String token, String tenant) {}

    private record Known<I>(I identity, Instant until) {}

    Optional<I> find(Proof proof) {
        return Optional.ofNullable(known.getIfPresent(proof))
                .filter(found -> clock.instant().isBefore(found.until()))
                .map(Known::identity);
    }

    void keep(Proof proof, I identity, Instant expiresAt) {
        Instant latest = clock.instant().plus(GOOD_FOR);
        known.put(proof, new Known<>(identity, expiresAt.isBefore(latest) ? expiresAt : latest));
    }
}
