package dev.spectrum.platform.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Identities by the token that proved them. Each is good for a minute, so that a key which the issuer has withdrawn is asked
 * for again, and never for longer than its token.
 *
 * @param <I> an identity
 */
final class KnownIdentities<I> {

    private static final Duration GOOD_FOR = Duration.ofMinutes(1);
    private static final int MOST = 10_000;

    private final InstantSource clock;
    private final Cache<String, Known<I>> known = Caffeine.newBuilder()
            .executor(Runnable::run)
            .maximumSize(MOST)
            .expireAfterWrite(GOOD_FOR)
            .build();

    KnownIdentities(InstantSource clock) {
        this.clock = clock;
    }

    private record Known<I>(I identity, Instant until) {}

    Optional<I> find(String token) {
        return Optional.ofNullable(known.getIfPresent(token))
                .filter(found -> clock.instant().isBefore(found.until()))
                .map(Known::identity);
    }

    void keep(String token, I identity, Instant expiresAt) {
        Instant latest = clock.instant().plus(GOOD_FOR);
        known.put(token, new Known<>(identity, expiresAt.isBefore(latest) ? expiresAt : latest));
    }
}
