package dev.spectrum.agent.prompts.domain;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a prompt is: messages with placeholders, and the variables that fill them. It knows nothing of where values come from. */
public record PromptDefinition(
        String name,
        String description,
        List<PromptMessage> messages,
        PromptSettings settings,
        List<Variable> variables) {

    /** As many as a run may give. */
    private static final int MOST_VARIABLES = 100;

    /** Templates that can't be read, variables that contradict themselves, more of them than a run may give. */
    public List<Fault> faults() {
        List<Fault> faults = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            String pointer = "/messages/" + i + "/content";
            new Template(messages.get(i).content())
                    .fault()
                    .ifPresent(fault -> faults.add(Fault.invalid(pointer, fault)));
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < variables.size(); i++) {
            Variable variable = variables.get(i);
            String pointer = "/variable_defaults/" + i;
            if (!names.add(variable.name())) {
                faults.add(Fault.invalid(pointer + "/name", "There is a variable of this name already."));
            }
            variable.fault(pointer).ifPresent(faults::add);
        }
        if (faults.isEmpty() && complete().variables().size() > MOST_VARIABLES) {
            faults.add(Fault.invalid("/messages", "Must have at most " + MOST_VARIABLES + " variables in all."));
        }
        return faults;
    }

    /** With a required text for each placeholder that has no variable yet, so that each has one. */
    public PromptDefinition complete() {
        Set<String> names = new LinkedHashSet<>();
        messages.forEach(message -> names.addAll(new Template(message.content()).names()));
        variables.forEach(variable -> names.remove(variable.name()));
        List<Variable> all = new ArrayList<>(variables);
        names.forEach(name -> all.add(Variable.undeclared(name)));
        return new PromptDefinition(name, description, messages, settings, List.copyOf(all));
    }
}
