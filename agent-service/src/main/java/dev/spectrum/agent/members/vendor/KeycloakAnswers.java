package dev.spectrum.agent.members.vendor;

import dev.spectrum.platform.web.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.WebApplicationException;
import java.util.Optional;
import org.jboss.logging.Logger;

/** What Keycloak's failures mean here. */
final class KeycloakAnswers {

    private static final Logger LOG = Logger.getLogger(KeycloakAnswers.class);
    private static final int RETRY_SECONDS = 5;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private KeycloakAnswers() {}

    /** Its answer; a failure is 503, whatever it is. */
    static <T> Uni<T> of(Uni<T> call) {
        return call.onFailure(failure -> !(failure instanceof ProblemException))
                .transform(KeycloakAnswers::unavailable);
    }

    /** Its answer; empty for what it does not have. */
    static <T> Uni<Optional<T>> found(Uni<T> call) {
        return of(call.map(Optional::of)
                .onFailure(failure -> status(failure) == NOT_FOUND)
                .recoverWithItem(Optional.empty()));
    }

    /** Done, or done before. */
    static Uni<Void> added(Uni<Void> call) {
        return of(call.onFailure(failure -> status(failure) == CONFLICT).recoverWithNull());
    }

    /** Done, or done before. */
    static Uni<Void> removed(Uni<Void> call) {
        return of(call.onFailure(failure -> status(failure) == NOT_FOUND).recoverWithNull());
    }

    /** The status of its answer; 0 without one. */
    static int status(Throwable failure) {
        return failure instanceof WebApplicationException answered
                ? answered.getResponse().getStatus()
                : 0;
    }

    private static ProblemException unavailable(Throwable failure) {
        int status = status(failure);
        LOG.warnf("The identity provider failed: %s", status == 0 ? failure.toString() : "it answered " + status);
        String detail = status == FORBIDDEN
                ? "The identity provider (Keycloak) refuses this service: its service account lacks rights."
                : "The identity provider (Keycloak) does not answer. Tokens already issued go on working; try again in a moment.";
        return unavailable(detail);
    }

    static ProblemException unavailable(String detail) {
        return ProblemException.of(503, "identity-provider-away", "Identity provider not available", detail)
                .retryAfter(RETRY_SECONDS);
    }
}
