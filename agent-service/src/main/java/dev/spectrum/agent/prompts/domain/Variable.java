package dev.spectrum.agent.prompts.domain;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a prompt wants to be told.
 *
 * @param defaultValue what holds when nobody says otherwise; null for nothing
 * @param required whether the prompt can't run without a value
 * @param options what a {@link VariableType#SELECT} chooses from; empty for every other type
 * @param help what to tell whoever fills it in
 */
public record Variable(
        String name,
        VariableType type,
        @Nullable Object defaultValue,
        boolean required,
        List<String> options,
        String help) {

    /** What a placeholder stands for that nobody has declared. */
    static Variable undeclared(String name) {
        return new Variable(name, VariableType.TEXT, null, true, List.of(), "");
    }

    Optional<Fault> fault(String pointer) {
        if ((type == VariableType.SELECT) == options.isEmpty()) {
            return Optional.of(Fault.invalid(
                    pointer + "/options",
                    options.isEmpty() ? "A select needs options." : "Only a select has options."));
        }
        return Optional.ofNullable(defaultValue)
                .flatMap(this::refusal)
                .map(refusal -> Fault.wrongType(pointer + "/default", refusal));
    }

    /** Whether this is a value at all: a required text says something, and a blank one nothing. */
    boolean counts(Object value) {
        return !(required && type == VariableType.TEXT && value instanceof String text && text.isBlank());
    }

    /** What the value should be and is not; empty if it fits. */
    public Optional<String> refusal(Object value) {
        return type.refusal(value, options);
    }
}
