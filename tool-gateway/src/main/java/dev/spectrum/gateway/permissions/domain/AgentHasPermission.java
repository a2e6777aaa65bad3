package dev.spectrum.gateway.permissions.domain;

import java.util.Optional;

/** One of the tool's data sources is the agent's, and the access that the tool needs is granted to it there. */
public final class AgentHasPermission implements ToolRule {

    @Override
    public Optional<Refusal> refuses(ToolUse use) {
        if (!(use.agent() instanceof AgentChoice.Chosen(Agent agent))) {
            return Optional.empty();
        }
        if (agent.grantedBy(use.tags(), use.access()).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(agent.usesAnyOf(use.tags()) ? Refusal.ACCESS_NOT_GRANTED : Refusal.DATA_SOURCE_NOT_GRANTED);
    }
}
