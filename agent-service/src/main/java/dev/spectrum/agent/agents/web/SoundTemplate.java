package dev.spectrum.agent.agents.web;

import dev.spectrum.agent.agents.RenderAgent;
import dev.spectrum.agent.agents.domain.AgentDefinition;
import dev.spectrum.platform.prompt.AgentPrompt;
import dev.spectrum.platform.prompt.TemplateFault;
import dev.spectrum.platform.web.Problem;
import dev.spectrum.platform.web.ProblemException;
import java.util.ArrayList;
import java.util.List;

/** Refuses a definition whose system prompt no conversation could populate, or that has variables where nothing populates them. */
final class SoundTemplate {

    private SoundTemplate() {}

    static AgentDefinition require(AgentDefinition definition) {
        List<Problem.FieldError> errors = new ArrayList<>(at("/system_prompt", RenderAgent.faults(definition)));
        for (int i = 0; i < definition.responsibilities().size(); i++) {
            errors.addAll(at(
                    "/responsibilities/" + i,
                    AgentPrompt.faultsOfValue(definition.responsibilities().get(i))));
        }
        errors.addAll(at("/role_instructions", AgentPrompt.faultsOfValue(definition.roleInstructions())));
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
        return definition;
    }

    private static List<Problem.FieldError> at(String pointer, List<TemplateFault> faults) {
        return faults.stream()
                .map(fault -> new Problem.FieldError(pointer, fault.describe()))
                .toList();
    }
}
