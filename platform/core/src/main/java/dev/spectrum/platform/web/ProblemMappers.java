package dev.spectrum.platform.web;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.spectrum.platform.tenant.CurrentCaller;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.persistence.OptimisticLockException;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Locale;
import org.hibernate.StaleObjectStateException;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Every failure's way to {@code application/problem+json}. */
class ProblemMappers {

    private final CurrentCaller caller;

    ProblemMappers(CurrentCaller caller) {
        this.caller = caller;
    }

    @ServerExceptionMapper
    Response problem(ProblemException failure, UriInfo uri) {
        Response.ResponseBuilder answer = answer(failure.problem(), uri);
        failure.retryAfterSeconds().ifPresent(seconds -> answer.header(HttpHeaders.RETRY_AFTER, seconds));
        return answer.build();
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    Response unauthorized(UriInfo uri) {
        return answer(
                        ProblemException.of(
                                        401,
                                        "unauthorized",
                                        "Not signed in",
                                        "A valid access token is needed: Authorization: Bearer.")
                                .problem(),
                        uri)
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build();
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException failure, UriInfo uri) {
        String detail = caller.refusal().orElse("Your role in this tenant does not allow it.");
        return answer(
                        ProblemException.of(403, "forbidden", "Not allowed", detail)
                                .problem(),
                        uri)
                .build();
    }

    @ServerExceptionMapper
    Response invalid(ConstraintViolationException failure, UriInfo uri) {
        return answer(
                        ProblemException.violated(failure.getConstraintViolations())
                                .problem(),
                        uri)
                .build();
    }

    @ServerExceptionMapper
    Response unreadable(JacksonException failure, UriInfo uri) {
        return answer(ProblemException.unreadable(failure).problem(), uri).build();
    }

    /** Quarkus has a mapper of its own for these, which a mapper of the very class replaces. */
    @ServerExceptionMapper
    Response mismatched(MismatchedInputException failure, UriInfo uri) {
        return unreadable(failure, uri);
    }

    @ServerExceptionMapper({OptimisticLockException.class, StaleObjectStateException.class})
    Response stale(UriInfo uri) {
        return answer(ProblemException.stale().problem(), uri).build();
    }

    @ServerExceptionMapper
    Response webApplication(WebApplicationException failure, UriInfo uri) {
        if (failure.getCause() instanceof JacksonException json) {
            return unreadable(json, uri);
        }
        Response.StatusType status = failure.getResponse().getStatusInfo();
        if (status.getFamily() == Response.Status.Family.REDIRECTION) {
            return failure.getResponse();
        }
        String code = status.getReasonPhrase().toLowerCase(Locale.ROOT).replace(' ', '-');
        return answer(
                        ProblemException.of(status.getStatusCode(), code, status.getReasonPhrase(), describe(status))
                                .problem(),
                        uri)
                .build();
    }

    @ServerExceptionMapper
    Response unforeseen(Throwable failure, UriInfo uri) {
        return problem(Unforeseen.problem(failure, uri.getPath()), uri);
    }

    private static String describe(Response.StatusType status) {
        return switch (status.getStatusCode()) {
            case 404 -> "There is nothing here.";
            case 405 -> "This method is not allowed here.";
            case 406 -> "None of the accepted media types can be given.";
            case 413 -> "The request is too large.";
            case 415 -> "This media type is not understood here.";
            default -> status.getReasonPhrase() + ".";
        };
    }

    private static Response.ResponseBuilder answer(Problem problem, UriInfo uri) {
        return Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .entity(problem.at("/" + uri.getPath().replaceFirst("^/+", "")));
    }
}
