package dev.spectrum.gateway.identity;

import io.quarkus.arc.All;
import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Verifies a token when it comes for the first time, and not at each of the calls that come with it: an agent's turn has
 * many. What its bearer may do, and for which tenant, is decided anew for each request; everything else is OIDC's.
 */
@Alternative
@Priority(1)
@ApplicationScoped
class VerifyOnce implements HttpAuthenticationMechanism {

    private static final String BEARER = "Bearer ";

    private final OidcAuthenticationMechanism oidc;
    private final List<SecurityIdentityAugmentor> augmentors;
    private final KnownIdentities<SecurityIdentity> known = new KnownIdentities<>(InstantSource.system());

    VerifyOnce(OidcAuthenticationMechanism oidc, @All List<SecurityIdentityAugmentor> augmentors) {
        this.oidc = oidc;
        this.augmentors = augmentors;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager providers) {
        Optional<String> token = token(request);
        return token.flatMap(known::find)
                .map(identity -> augmented(identity, request))
                .orElseGet(() -> oidc.authenticate(request, providers)
                        .invoke(identity -> token.ifPresent(given -> keep(given, identity))));
    }

    private static Optional<String> token(RoutingContext request) {
        List<String> authorization = request.request().headers().getAll("Authorization");
        return authorization.size() == 1 && authorization.getFirst().startsWith(BEARER)
                ? Optional.of(authorization.getFirst().substring(BEARER.length()))
                : Optional.empty();
    }

    /** OIDC's identity has been augmented; so is this one, for this request and from the beginning. */
    private Uni<SecurityIdentity> augmented(SecurityIdentity identity, RoutingContext request) {
        Map<String, Object> attributes = Map.of(HttpSecurityUtils.ROUTING_CONTEXT_ATTRIBUTE, request);
        Uni<SecurityIdentity> augmented = Uni.createFrom().item(identity);
        for (SecurityIdentityAugmentor augmentor : augmentors) {
            augmented = augmented.chain(so -> augmentor.augment(so, VerifyOnce::notBlocking, attributes));
        }
        return augmented;
    }

    private static Uni<SecurityIdentity> notBlocking(Supplier<SecurityIdentity> work) {
        throw new IllegalStateException("No augmentor here may block");
    }

    /** What OIDC has put into a failed one, or one of another kind, is nothing to be kept. */
    private void keep(String token, SecurityIdentity identity) {
        if (identity != null && identity.getPrincipal() instanceof JsonWebToken verified) {
            known.keep(token, bare(identity), Instant.ofEpochSecond(verified.getExpirationTime()));
        }
    }

    /** Without roles and attributes, which are the request's. */
    private static SecurityIdentity bare(SecurityIdentity identity) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(identity.getPrincipal())
                .addCredentials(identity.getCredentials())
                .build();
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return oidc.getChallenge(request);
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return oidc.getCredentialTypes();
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext request) {
        return oidc.getCredentialTransport(request);
    }
}
