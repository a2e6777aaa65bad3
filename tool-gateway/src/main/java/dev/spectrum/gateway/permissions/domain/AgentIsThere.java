package dev.spectrum.gateway.permissions.domain;

import java.util.Optional;

/** The agent that was named exists and is enabled. */
public final class AgentIsThere implements ToolRule {

    @Override
    public Optional<Refusal> refuses(ToolUse use) {
        return switch (use.agent()) {
            case AgentChoice.None() -> Optional.empty();
            case AgentChoice.Unknown() -> Optional.of(Refusal.UNKNOWN_AGENT);
            case AgentChoice.Chosen(Agent agent) ->
                agent.enabled() ? Optional.empty() : Optional.of(Refusal.AGENT_DISABLED);
        };
    }
}
