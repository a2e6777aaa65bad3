package dev.spectrum.platform.identity;

import io.quarkus.arc.All;
import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Verifies a token when it comes for the first time, and not at each of the calls that come with it: an agent's turn has
 * many. What its bearer may do in which tenant is read from it once for each tenant; everything else is OIDC's.
 */
@Alternative
@Priority(1)
@ApplicationScoped
class VerifyOnce implements HttpAuthenticationMechanism {

    private final OidcAuthenticationMechanism oidc;
    private final List<SecurityIdentityAugmentor> augmentors;
    private final KnownCallers known;

    VerifyOnce(OidcAuthenticationMechanism oidc, @All List<SecurityIdentityAugmentor> augmentors, KnownCallers known) {
        this.oidc = oidc;
        this.augmentors = augmentors;
        this.known = known;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager providers) {
        return known.of(request.request())
                .map(identity -> Uni.createFrom().item(identity))
                .orElseGet(() -> verified(request, providers));
    }

    private Uni<SecurityIdentity> verified(RoutingContext request, IdentityProviderManager providers) {
        return known.bare(request.request())
                .map(identity -> augmented(identity, request)
                        .invoke(complete -> known.keepInTenant(request.request(), complete)))
                .orElseGet(() -> oidc.authenticate(request, providers)
                        .invoke(identity -> known.keepVerified(request.request(), identity)));
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
