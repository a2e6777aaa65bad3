package dev.spectrum.platform.web;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.QueryParam;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where in the request something is wrong: JSON Pointers (RFC 6901), with the names that the client used. */
final class Pointers {

    private static final SnakeCaseStrategy SNAKE_CASE = new SnakeCaseStrategy();

    private Pointers() {}

    static String of(ConstraintViolation<?> violation) {
        StringBuilder pointer = new StringBuilder();
        for (Path.Node node : violation.getPropertyPath()) {
            if (node.isInIterable() && node.getIndex() != null) {
                pointer.append('/').append(node.getIndex());
            } else if (node.isInIterable() && node.getKey() != null) {
                pointer.append('/').append(escape(node.getKey().toString()));
            }
            if (node.getKind() == ElementKind.PROPERTY) {
                pointer.append('/').append(SNAKE_CASE.translate(node.getName()));
            }
        }
        if (isQueryParameter(violation)) {
            return "?" + pointer.substring(1);
        }
        // Nothing inside the body: the body itself, or a parameter beside it.
        return pointer.isEmpty()
                ? queryParameter(violation).map(name -> "?" + name).orElse("")
                : pointer.toString();
    }

    /** The name of the query parameter that the violation is of, if it is of one. */
    private static Optional<String> queryParameter(ConstraintViolation<?> violation) {
        Path.MethodNode method = null;
        for (Path.Node node : violation.getPropertyPath()) {
            if (node.getKind() == ElementKind.METHOD) {
                method = node.as(Path.MethodNode.class);
            } else if (node.getKind() == ElementKind.PARAMETER && method != null) {
                return annotation(
                        violation.getRootBeanClass(),
                        method,
                        node.as(Path.ParameterNode.class).getParameterIndex());
            }
        }
        return Optional.empty();
    }

    /** What a bean's generated subclass overrides has its annotations in the class above. */
    private static Optional<String> annotation(Class<?> resource, Path.MethodNode method, int parameter) {
        Class<?>[] types = method.getParameterTypes().toArray(Class<?>[]::new);
        for (Class<?> type = resource; type != null; type = type.getSuperclass()) {
            Optional<String> name = Arrays.stream(type.getDeclaredMethods())
                    .filter(declared -> declared.getName().equals(method.getName())
                            && Arrays.equals(declared.getParameterTypes(), types))
                    .flatMap(declared ->
                            Stream.of(declared.getParameters()[parameter].getAnnotationsByType(QueryParam.class)))
                    .map(QueryParam::value)
                    .findFirst();
            if (name.isPresent()) {
                return name;
            }
        }
        return Optional.empty();
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
        if (failure instanceof UnrecognizedPropertyException unknown) {
            return "There is no such field; there are: "
                    + unknown.getKnownPropertyIds().stream()
                            .map(Object::toString)
                            .sorted()
                            .collect(Collectors.joining(", "))
                    + ".";
        }
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
