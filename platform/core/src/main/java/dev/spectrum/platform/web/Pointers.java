package dev.spectrum.platform.web;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Where in the request something is wrong: JSON Pointers (RFC 6901), with the names that the client used. */
final class Pointers {

    private static final SnakeCaseStrategy SNAKE_CASE = new SnakeCaseStrategy();

    private Pointers() {}

    static String of(ConstraintViolation<?> violation) {
        StringBuilder pointer = new StringBuilder();
        boolean inBody = false;
        for (Path.Node node : violation.getPropertyPath()) {
            if (node.getKind() == ElementKind.PARAMETER) {
                pointer.append('?').append(SNAKE_CASE.translate(node.getName()));
            }
            if (node.isInIterable() && node.getIndex() != null) {
                pointer.append('/').append(node.getIndex());
            } else if (node.isInIterable() && node.getKey() != null) {
                pointer.append('/').append(escape(node.getKey().toString()));
            }
            if (node.getKind() == ElementKind.PROPERTY) {
                inBody = true;
                pointer.append('/').append(SNAKE_CASE.translate(node.getName()));
            }
        }
        // "?request/name" is the property of a body, "?limit" a parameter by itself.
        String inside = inBody ? pointer.substring(Math.max(pointer.indexOf("/"), 0)) : pointer.toString();
        return isQueryParameter(violation) ? "?" + inside.substring(1) : inside;
    }

    /** Whether the property is one of a {@code @BeanParam} that stands for a query parameter. */
    private static boolean isQueryParameter(ConstraintViolation<?> violation) {
        return violation.getLeafBean() instanceof PageRequest;
    }

    static String of(JsonMappingException failure) {
        return failure.getPath().stream()
                .map(step -> "/" + (step.getFieldName() == null ? step.getIndex() : escape(step.getFieldName())))
                .collect(Collectors.joining());
    }

    /** What would have been right, without a word about our classes. */
    static String expectation(JsonMappingException failure) {
        if (failure instanceof InvalidFormatException format
                && format.getTargetType().isEnum()) {
            return "Must be one of "
                    + Arrays.stream(format.getTargetType().getEnumConstants())
                            .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "))
                    + ".";
        }
        if (failure instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
            return "Must be " + name(mismatch.getTargetType()) + ".";
        }
        return "Can't be read.";
    }

    private static String name(Class<?> type) {
        if (type == String.class) {
            return "a string";
        } else if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        } else if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
            return "a number";
        } else if (java.util.Collection.class.isAssignableFrom(type) || type.isArray()) {
            return "an array";
        } else if (type == java.util.UUID.class) {
            return "a UUID";
        } else if (java.time.temporal.Temporal.class.isAssignableFrom(type)) {
            return "a time in ISO 8601, such as 2026-01-31T09:00:00Z";
        }
        return "an object";
    }

    private static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
