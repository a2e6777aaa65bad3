package dev.spectrum.platform.web;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads query parameters that are more than text; what can't be read is 400 and names the parameter. */
public final class QueryValue {

    private QueryValue() {}

    /** @param text the parameter as it came; empty if it is absent or blank */
    public static Optional<UUID> uuid(String name, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException notAnId) {
            throw ProblemException.invalid("?" + name, "Must be a UUID.");
        }
    }

    /** @param text the parameter as it came, such as {@code in_sequence}; empty if it is absent or blank */
    public static <E extends Enum<E>> Optional<E> oneOf(Class<E> type, String name, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        Optional<E> found = Arrays.stream(type.getEnumConstants())
                .filter(constant -> word(constant).equals(text))
                .findFirst();
        if (found.isEmpty()) {
            throw ProblemException.invalid(
                    "?" + name,
                    "Must be one of "
                            + Arrays.stream(type.getEnumConstants())
                                    .map(QueryValue::word)
                                    .collect(Collectors.joining(", "))
                            + ".");
        }
        return found;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
