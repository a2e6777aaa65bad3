package dev.spectrum.platform.limits;

import dev.spectrum.platform.web.ProblemException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Answers 429 to a tenant that asks too often. Health and metrics are no resources.
 */
class LimitRequests {

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

    private void take(SecurityIdentity who) {
        Duration wait = limits.take(who);
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
