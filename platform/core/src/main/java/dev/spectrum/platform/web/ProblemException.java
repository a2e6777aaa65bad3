package dev.spectrum.platform.web;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import jakarta.validation.ConstraintViolation;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Ends a request with a problem. Thrown at the edge of a service, where a refusal becomes an HTTP answer. */
public class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Problem problem;
    private final @Nullable Integer retryAfterSeconds;

    private ProblemException(Problem problem, @Nullable Integer retryAfterSeconds) {
        // No stack trace: it is an answer, not an accident.
        super(problem.detail(), null, false, false);
        this.problem = problem;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /** @param code a stable word with hyphens, such as {@code model-timeout} */
    public static ProblemException of(int status, String code, String title, String detail) {
        return of(status, code, title, detail, Map.of());
    }

    /** @param members what this type of problem adds to its JSON, by name */
    public static ProblemException of(
            int status, String code, String title, String detail, Map<String, Object> members) {
        return new ProblemException(problem(status, code, title, detail, null, members), null);
    }

    /** 404: there is no such thing, or it is another tenant's, which looks the same. */
    public static ProblemException notFound(String what) {
        return of(404, "not-found", "Not found", "There is no such " + what + ".");
    }

    /** 400 for one field. */
    public static ProblemException invalid(String pointer, String detail) {
        return invalid(List.of(new Problem.FieldError(pointer, detail)));
    }

    /** 400 for several fields. */
    public static ProblemException invalid(List<Problem.FieldError> errors) {
        return new ProblemException(
                problem(400, "invalid", "The request is invalid", describe(errors), errors, Map.of()), null);
    }

    /** 400 for what bean validation found. */
    public static ProblemException violated(Set<? extends ConstraintViolation<?>> violations) {
        return invalid(violations.stream()
                .map(violation -> new Problem.FieldError(Pointers.of(violation), sentence(violation.getMessage())))
                .sorted(Comparator.comparing(Problem.FieldError::pointer))
                .toList());
    }

    /** 400 for JSON that is none, or not of the shape that is expected. */
    public static ProblemException unreadable(JacksonException failure) {
        if (failure instanceof JsonMappingException mapping
                && !mapping.getPath().isEmpty()) {
            return invalid(Pointers.of(mapping), Pointers.expectation(mapping));
        }
        String where = Optional.ofNullable(failure.getLocation())
                .filter(location -> location.getLineNr() > 0)
                .map(location -> " at line " + location.getLineNr() + ", column " + location.getColumnNr())
                .orElse("");
        return invalid("", "The body is not the JSON that is expected here" + where + ".");
    }

    private static String sentence(String message) {
        return message.isEmpty() || message.endsWith(".") ? message : message + ".";
    }

    /** Another status than 400 for one or several fields, such as 422 for a value of the wrong type. */
    public static ProblemException of(int status, String code, String title, List<Problem.FieldError> errors) {
        return new ProblemException(problem(status, code, title, describe(errors), errors, Map.of()), null);
    }

    /** 409: the thing is in a state that doesn't allow it. */
    public static ProblemException conflict(String code, String detail) {
        return of(409, code, "Conflict", detail);
    }

    /** 412: somebody else changed it since it was read. */
    public static ProblemException stale() {
        return of(412, "stale", "Changed meanwhile", "It was changed since you read it: read it again.");
    }

    /** 422: the key was used for another request. */
    static ProblemException keyReused() {
        return of(
                422,
                "idempotency-key-reused",
                "Idempotency-Key reused",
                "This Idempotency-Key was used for another request; use a new one.");
    }

    /** The same, telling the client when to try again. */
    public ProblemException retryAfter(int seconds) {
        return new ProblemException(problem, seconds);
    }

    public Problem problem() {
        return problem;
    }

    public Optional<Integer> retryAfterSeconds() {
        return Optional.ofNullable(retryAfterSeconds);
    }

    private static Problem problem(
            int status,
            String code,
            String title,
            String detail,
            @Nullable List<Problem.FieldError> errors,
            Map<String, Object> members) {
        return new Problem("urn:spectrum:problem:" + code, title, status, detail, null, errors, members);
    }

    private static String describe(List<Problem.FieldError> errors) {
        return errors.size() == 1 ? errors.getFirst().detail() : errors.size() + " fields are invalid.";
    }
}
