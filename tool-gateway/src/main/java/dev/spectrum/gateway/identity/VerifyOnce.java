package dev.spectrum.gateway.identity;

import dev.spectrum.platform.tenant.Caller;
import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Verifies a token when it comes for the first time, and not at each of the calls that come with it: an agent's turn has
 * many, and the signature alone takes as long as the rest of the work that a call is here. Everything else is OIDC's.
 */
@Alternative
@Priority(1)
@ApplicationScoped
class VerifyOnce implements HttpAuthenticationMechanism {

    private static final String BEARER = "Bearer ";

    private final OidcAuthenticationMechanism oidc;
    private final KnownIdentities<SecurityIdentity> known = new KnownIdentities<>(InstantSource.system());

    VerifyOnce(OidcAuthenticationMechanism oidc) {
        this.oidc = oidc;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager providers) {
        Optional<KnownIdentities.Proof> proof = proof(request);
        return proof.flatMap(known::find)
                .map(identity -> Uni.createFrom().item(identity))
                .orElseGet(() -> oidc.authenticate(request, providers)
                        .invoke(identity -> proof.ifPresent(given -> keep(given, identity))));
    }

    private static Optional<KnownIdentities.Proof> proof(RoutingContext request) {
        List<String> authorization = request.request().headers().getAll("Authorization");
        List<String> tenant = request.request().headers().getAll("X-Tenant");
        boolean isPlain =
                authorization.size() == 1 && authorization.getFirst().startsWith(BEARER) && tenant.size() <= 1;
        return isPlain
                ? Optional.of(new KnownIdentities.Proof(
                        authorization.getFirst().substring(BEARER.length()), tenant.isEmpty() ? "" : tenant.getFirst()))
                : Optional.empty();
    }

    /** Who got no tenant is told why by what looks for one; that is done each time. */
    private void keep(KnownIdentities.Proof proof, SecurityIdentity identity) {
        if (identity != null
                && identity.getAttribute(Caller.ATTRIBUTE) instanceof Caller caller
                && identity.getPrincipal() instanceof JsonWebToken token) {
            known.keep(proof, withoutRequest(identity, caller), Instant.ofEpochSecond(token.getExpirationTime()));
        }
    }

    /** Its attributes have the request in which it was verified. */
    private static SecurityIdentity withoutRequest(SecurityIdentity identity, Caller caller) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(identity.getPrincipal())
                .addCredentials(identity.getCredentials())
                .addRoles(identity.getRoles())
                .addAttribute(Caller.ATTRIBUTE, caller)
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
