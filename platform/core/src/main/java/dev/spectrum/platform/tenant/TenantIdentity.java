package dev.spectrum.platform.tenant;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Gives the identity the roles it has in the request's tenant, and no others: whatever else the token's provider calls a
 * role grants nothing here.
 */
@ApplicationScoped
class TenantIdentity implements SecurityIdentityAugmentor {

    /** Key in the routing context: why no tenant was chosen, for the 403 to say. */
    static final String REFUSAL = "spectrum.tenant.refusal";

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        return Uni.createFrom().item(identity);
    }

    @Override
    public Uni<SecurityIdentity> augment(
            SecurityIdentity identity, AuthenticationRequestContext context, Map<String, Object> attributes) {
        if (identity.isAnonymous() || !(identity.getPrincipal() instanceof JsonWebToken token)) {
            return Uni.createFrom().item(identity);
        }
        RoutingContext request = HttpSecurityUtils.getRoutingContextAttribute(attributes);
        return Uni.createFrom().item(withTenant(identity, token, request));
    }

    private static SecurityIdentity withTenant(SecurityIdentity identity, JsonWebToken token, RoutingContext request) {
        QuarkusSecurityIdentity.Builder builder = QuarkusSecurityIdentity.builder()
                .setPrincipal(token)
                .addCredentials(identity.getCredentials())
                .addAttributes(identity.getAttributes());
        Optional<String> named =
                Optional.ofNullable(request).map(r -> r.request().getHeader("X-Tenant"));
        if (TenantClaims.hasRealmRole(token, Role.PLATFORM_ADMIN)) {
            builder.addRole(Role.PLATFORM_ADMIN);
        }
        if (TenantClaims.hasRealmRole(token, Role.SERVICE)) {
            builder.addRole(Role.SERVICE);
            named.flatMap(TenantClaims::uuid)
                    .ifPresent(tenant -> builder.addAttribute(
                            Caller.ATTRIBUTE,
                            new Caller(
                                    tenant,
                                    tenant.toString(),
                                    token.getSubject(),
                                    serviceName(token),
                                    Optional.empty(),
                                    Optional.empty())));
            return builder.build();
        }
        switch (TenantChoice.among(TenantClaims.memberships(token), named)) {
            case TenantChoice.Chosen(Membership membership) -> {
                builder.addAttribute(Caller.ATTRIBUTE, caller(token, membership));
                membership.role().ifPresent(role -> role.withIncluded().forEach(held -> builder.addRole(held.claim())));
            }
            case TenantChoice.Refused(String reason) -> {
                if (request != null) {
                    request.put(REFUSAL, reason);
                }
            }
        }
        return builder.build();
    }

    private static Caller caller(JsonWebToken token, Membership membership) {
        return new Caller(
                membership.tenantId(),
                membership.slug(),
                token.getSubject(),
                Objects.requireNonNullElse(token.<String>getClaim("name"), token.getName()),
                Optional.ofNullable(token.getClaim("email")),
                Optional.of(membership.role().orElse(Role.VIEWER)));
    }

    private static String serviceName(JsonWebToken token) {
        return Objects.requireNonNullElse(token.<String>getClaim("azp"), token.getSubject());
    }
}
