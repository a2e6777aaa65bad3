package dev.spectrum.agent.prompts.domain;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/** What a variable's value may be, as JSON has it. */
public enum VariableType {
    TEXT("a string"),
    NUMBER("a number"),
    DATE("a date such as 2026-01-31"),
    SELECT("one of its options"),
    BOOLEAN("true or false"),
    JSON("JSON");

    private final String expectation;

    VariableType(String expectation) {
        this.expectation = expectation;
    }

    /**
     * What the value should be and is not; empty if it fits.
     *
     * @param options what a {@link #SELECT} chooses from
     */
    Optional<String> refusal(Object value, List<String> options) {
        boolean fits = switch (this) {
            case TEXT -> value instanceof String;
            case NUMBER -> value instanceof Number number && Double.isFinite(number.doubleValue());
            case DATE -> value instanceof String text && isDate(text);
            case SELECT -> value instanceof String text && options.contains(text);
            case BOOLEAN -> value instanceof Boolean;
            case JSON -> true;
        };
        return fits
                ? Optional.empty()
                : Optional.of(
                        "Must be " + expectation + (this == SELECT ? ": " + String.join(", ", options) + "." : "."));
    }

    private static boolean isDate(String text) {
        try {
            LocalDate.parse(text);
            // Other years than those of four digits have a sign.
            return Character.isDigit(text.charAt(0));
        } catch (DateTimeParseException notADate) {
            return false;
        }
    }
}
