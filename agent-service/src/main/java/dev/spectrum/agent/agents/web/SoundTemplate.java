package dev.spectrum.agent.agents.web;

import dev.spectrum.agent.agents.RenderAgent;
import dev.spectrum.agent.agents.domain.AgentDefinition;
import dev.spectrum.platform.web.Problem;
import dev.spectrum.platform.web.ProblemException;
import java.util.List;

/** Refuses a definition whose system prompt no conversation could populate. */
final class SoundTemplate {

    private SoundTemplate() {}

    static AgentDefinition require(AgentDefinition definition) {
        List<Problem.FieldError> errors = RenderAgent.faults(definition).stream()
                .map(fault -> new Problem.FieldError("/system_prompt", fault.describe()))
                .toList();
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
        return definition;
    }
}
