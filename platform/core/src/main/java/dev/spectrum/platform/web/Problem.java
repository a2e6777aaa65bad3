package dev.spectrum.platform.web;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A problem as RFC 9457 has it, {@code application/problem+json}.
 *
 * @param type {@code urn:spectrum:problem:<code>}; what programs decide by
 * @param title the same for every problem of the type
 * @param status the HTTP status
 * @param detail what is wrong this time, for a person
 * @param instance the path that was asked for
 * @param errors for invalid input, where and what; otherwise null
 * @param members what the type adds
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"type", "title", "status", "detail", "instance", "errors"})
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String instance,
        @Nullable List<FieldError> errors,
        @JsonAnyGetter Map<String, Object> members) {

    public static final String MEDIA_TYPE = "application/problem+json";

    /**
     * @param pointer a JSON Pointer (RFC 6901) into the request's body, or {@code ?name} for a query parameter
     * @param detail what is wrong there
     */
    public record FieldError(String pointer, String detail) {}

    public Problem at(String path) {
        return new Problem(type, title, status, detail, path, errors, members);
    }
}
