package dev.spectrum.platform.limits;

import dev.spectrum.platform.tenant.Caller;
import dev.spectrum.platform.web.ProblemException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Answers 429 to a tenant that asks too often. Only requests of a tenant's people count: what services do, by themselves or
 * with a user's token that was exchanged for theirs, is limited where it begins; health and metrics are no resources.
 */
class LimitRequests {

    private static final Set<String> SERVICES =
            Set.of("agent-service", "conversation-service", "tool-gateway", "outreach-service");

    private final CurrentIdentityAssociation identity;
    private final RequestLimits limits;

    LimitRequests(CurrentIdentityAssociation identity, RequestLimits limits) {
        this.identity = identity;
        this.limits = limits;
    }

    @ServerRequestFilter
    Uni<Response> limit() {
        return identity.getDeferredIdentity()
                .invoke(this::take)
                // Who can't be authenticated is told so by whoever needs to know.
                .onFailure(failure -> !(failure instanceof ProblemException))
                .recoverWithNull()
                .replaceWith(() -> null);
    }

    private static boolean isForService(SecurityIdentity who) {
        return who.getPrincipal() instanceof JsonWebToken token
                && SERVICES.contains(String.valueOf(token.<Object>getClaim("azp")));
    }

    private void take(SecurityIdentity who) {
        Caller caller = who.getAttribute(Caller.ATTRIBUTE);
        if (caller == null || caller.isService() || isForService(who)) {
            return;
        }
        Duration wait = limits.take(caller.tenantId());
        if (wait.isPositive()) {
            throw ProblemException.of(
                            429,
                            "too-many-requests",
                            "Too many requests",
                            "This tenant makes more requests than it may. Try again a little later.")
                    .retryAfter(Math.toIntExact(wait.plusMillis(999).toSeconds()));
        }
    }
}
