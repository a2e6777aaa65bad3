package dev.spectrum.conversation.turn.vendor;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.spectrum.conversation.turn.AccessToken;
import dev.spectrum.conversation.turn.ToolUser;
import io.quarkus.oidc.client.OidcClient;
import io.quarkus.oidc.client.Tokens;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Users' tokens exchanged (RFC 8693) for ones that the tool-gateway accepts, and that are good for the tenant in force and
 * no other. Kept until shortly before they expire, so that a turn seldom waits for the identity provider.
 */
@ApplicationScoped
class ExchangedTokens {

    private static final int MOST = 10_000;
    private static final Duration BEFORE_EXPIRY = Duration.ofSeconds(90);
    private static final Duration WHERE_NONE_IS_SAID = Duration.ofMinutes(5);

    private final OidcClient identityProvider;
    private final AsyncCache<Subject, Tokens> exchanged = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfter(Expiry.<Subject, Tokens>creating((subject, tokens) -> usable(tokens)))
            .buildAsync();

    ExchangedTokens(OidcClient identityProvider) {
        this.identityProvider = identityProvider;
    }

    private record Subject(AccessToken token, String tenantSlug) {}

    /** May answer on another thread. A turn that is given up takes the exchange from nobody else: it waits on a copy. */
    Uni<String> forGateway(ToolUser user) {
        Subject subject = new Subject(user.token(), user.who().tenantSlug());
        return Uni.createFrom()
                .completionStage(() -> exchanged
                        .get(subject, (key, executor) -> exchange(key).subscribeAsCompletionStage())
                        .copy())
                .map(Tokens::getAccessToken);
    }

    private Uni<Tokens> exchange(Subject subject) {
        return identityProvider.getTokens(
                Map.of("subject_token", subject.token().value(), "scope", "organization:" + subject.tenantSlug()));
    }

    private static Duration usable(Tokens tokens) {
        Instant expiry = tokens.getAccessTokenExpiresAt() == null
                ? Instant.now().plus(WHERE_NONE_IS_SAID)
                : Instant.ofEpochSecond(tokens.getAccessTokenExpiresAt());
        Duration usable = Duration.between(Instant.now(), expiry.minus(BEFORE_EXPIRY));
        return usable.isNegative() ? Duration.ZERO : usable;
    }
}
