package dev.spectrum.agent.prompts.domain;

import dev.spectrum.agent.runs.domain.ResolvedVariable;
import dev.spectrum.agent.runs.domain.ValueSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The values that a prompt's variables got.
 *
 * @param variables those that have one, in the prompt's order
 * @param missing required ones that nobody gave
 * @param misfits values that are not of their variable's type
 */
public record Filling(List<ResolvedVariable> variables, List<String> missing, List<Misfit> misfits) {

    /** @param detail what the value should be */
    public record Misfit(ResolvedVariable variable, String detail) {}

    /**
     * Takes for each variable the first value that is offered, and its default where none is. An empty text is no value for
     * a variable that must have one.
     *
     * @param offers values by variable, the strongest first; of names that the prompt does not have, none is taken
     */
    public static Filling of(List<Variable> wanted, List<Map<String, ResolvedVariable>> offers) {
        List<ResolvedVariable> variables = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        List<Misfit> misfits = new ArrayList<>();
        for (Variable variable : wanted) {
            Optional<ResolvedVariable> found = offered(variable, offers).or(() -> byDefault(variable));
            found.ifPresent(value -> {
                variables.add(value);
                Optional.ofNullable(value.value())
                        .flatMap(variable::refusal)
                        .ifPresent(refusal -> misfits.add(new Misfit(value, refusal)));
            });
            if (found.isEmpty() && variable.required()) {
                missing.add(variable.name());
            }
        }
        return new Filling(variables, missing, misfits);
    }

    private static Optional<ResolvedVariable> offered(Variable variable, List<Map<String, ResolvedVariable>> offers) {
        return offers.stream()
                .flatMap(offer -> Optional.ofNullable(offer.get(variable.name())).stream())
                .filter(value -> value.value() != null && variable.counts(value.value()))
                .findFirst();
    }

    private static Optional<ResolvedVariable> byDefault(Variable variable) {
        return Optional.ofNullable(variable.defaultValue())
                .filter(variable::counts)
                .map(value -> new ResolvedVariable(variable.name(), value, ValueSource.DEFAULT));
    }
}
