package dev.spectrum.gateway.permissions.domain;

import java.util.Optional;

/** The tool's data source is one of the agent's, and the access that the tool needs is granted to it there. */
public final class AgentHasPermission implements ToolRule {

    @Override
    public Optional<Refusal> refuses(ToolUse use) {
        if (!(use.agent() instanceof AgentChoice.Chosen(Agent agent))) {
            return Optional.empty();
        }
        if (!agent.uses(use.dataSource())) {
            return Optional.of(Refusal.DATA_SOURCE_NOT_GRANTED);
        }
        return agent.may(use.access(), use.dataSource()) ? Optional.empty() : Optional.of(Refusal.ACCESS_NOT_GRANTED);
    }
}
