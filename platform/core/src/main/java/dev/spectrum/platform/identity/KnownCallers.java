package dev.spectrum.platform.identity;

import dev.spectrum.platform.tenant.Caller;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Who has shown this very token a moment ago, and what they are in the tenant that the request names. */
@ApplicationScoped
public class KnownCallers {

    private static final String BEARER = "Bearer ";
    /** A service that works for all of them comes with one token. */
    private static final int MOST_TENANTS = 20_000;

    private final KnownIdentities<Known> known = new KnownIdentities<>(InstantSource.system());

    /**
     * @param bare without roles and attributes, which are the request's
     * @param inTenant by the header X-Tenant, which decides them
     */
    private record Known(SecurityIdentity bare, Map<String, SecurityIdentity> inTenant) {}

    /** With roles and {@link Caller}. */
    public Optional<SecurityIdentity> of(HttpServerRequest request) {
        return known(request).map(identity -> identity.inTenant().get(tenant(request)));
    }

    /** Without roles and attributes. */
    Optional<SecurityIdentity> bare(HttpServerRequest request) {
        return known(request).map(Known::bare);
    }

    private Optional<Known> known(HttpServerRequest request) {
        return token(request).flatMap(known::find);
    }

    /** What OIDC has put into a failed one, or one of another kind, is nothing to be kept. */
    void keepVerified(HttpServerRequest request, SecurityIdentity identity) {
        token(request).ifPresent(token -> {
            if (identity != null && identity.getPrincipal() instanceof JsonWebToken verified) {
                known.keep(
                        token,
                        new Known(bare(identity), new ConcurrentHashMap<>()),
                        Instant.ofEpochSecond(verified.getExpirationTime()));
            }
        });
    }

    /** Who is in no tenant has to be told why, each time. */
    void keepInTenant(HttpServerRequest request, SecurityIdentity identity) {
        known(request)
                .filter(of -> identity.getAttribute(Caller.ATTRIBUTE) != null
                        && of.inTenant().size() < MOST_TENANTS)
                .ifPresent(of -> of.inTenant().put(tenant(request), identity));
    }

    private static Optional<String> token(HttpServerRequest request) {
        List<String> authorization = request.headers().getAll("Authorization");
        return authorization.size() == 1 && authorization.getFirst().startsWith(BEARER)
                ? Optional.of(authorization.getFirst().substring(BEARER.length()))
                : Optional.empty();
    }

    private static String tenant(HttpServerRequest request) {
        String named = request.getHeader("X-Tenant");
        return named == null ? "" : named;
    }

    private static SecurityIdentity bare(SecurityIdentity identity) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(identity.getPrincipal())
                .addCredentials(identity.getCredentials())
                .build();
    }
}
