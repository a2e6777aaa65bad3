package dev.spectrum.agent.actions;

import dev.spectrum.agent.actions.domain.ActionDefinition;
import dev.spectrum.agent.brokers.Brokers;
import dev.spectrum.agent.prompts.Prompts;
import dev.spectrum.agent.prompts.domain.PromptDefinition;
import dev.spectrum.agent.prompts.domain.Variable;
import dev.spectrum.platform.web.Problem;
import dev.spectrum.platform.web.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Whether an action fits the prompt and the brokers that it names, as they are now. Later changes of theirs are seen when it is
 * resolved.
 */
@ApplicationScoped
public class CheckAction {

    private final Prompts prompts;
    private final Brokers brokers;

    CheckAction(Prompts prompts, Brokers brokers) {
        this.prompts = prompts;
        this.brokers = brokers;
    }

    /** Fails with 400 for what is unknown, with 422 for a value of the wrong type. */
    public Uni<Void> check(ActionDefinition action) {
        return prompts.find(action.promptId())
                .map(found ->
                        found.orElseThrow(() -> ProblemException.invalid("/prompt_id", "There is no such prompt.")))
                .chain(prompt -> brokers.existing(
                                Set.copyOf(action.brokerMappings().values()))
                        .invoke(known -> refuse(action, prompt.definition(), known)))
                .replaceWithVoid();
    }

    private static void refuse(ActionDefinition action, PromptDefinition prompt, Set<UUID> known) {
        Map<String, Variable> variables =
                prompt.variables().stream().collect(Collectors.toMap(Variable::name, Function.identity()));
        List<Problem.FieldError> unknown = new ArrayList<>();
        action.brokerMappings().forEach((name, broker) -> {
            if (!variables.containsKey(name)) {
                unknown.add(noSuchVariable("/broker_mappings/" + name));
            } else if (!known.contains(broker)) {
                unknown.add(new Problem.FieldError("/broker_mappings/" + name, "There is no such broker."));
            }
        });
        List<Problem.FieldError> wrong = new ArrayList<>();
        action.hardcodedValues().forEach((name, value) -> {
            String pointer = "/hardcoded_values/" + name;
            if (variables.containsKey(name)) {
                variables
                        .get(name)
                        .refusal(value)
                        .ifPresent(refusal -> wrong.add(new Problem.FieldError(pointer, refusal)));
            } else {
                unknown.add(noSuchVariable(pointer));
            }
        });
        if (!unknown.isEmpty()) {
            throw ProblemException.invalid(unknown);
        } else if (!wrong.isEmpty()) {
            throw ProblemException.of(422, "wrong-type", "A value has the wrong type", wrong);
        }
    }

    private static Problem.FieldError noSuchVariable(String pointer) {
        return new Problem.FieldError(pointer, "The prompt has no such variable.");
    }
}
