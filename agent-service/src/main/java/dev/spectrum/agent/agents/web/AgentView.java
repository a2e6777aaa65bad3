package dev.spectrum.agent.agents.web;

import dev.spectrum.agent.agents.domain.Access;
import dev.spectrum.agent.agents.domain.Agent;
import dev.spectrum.agent.agents.domain.AgentDefinition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An agent as clients read it. */
record AgentView(
        UUID id,
        String name,
        String role,
        String description,
        String icon,
        String systemPrompt,
        List<String> responsibilities,
        String roleInstructions,
        double temperature,
        String model,
        List<String> dataSources,
        Map<String, Set<Access>> apiPermissions,
        String color,
        int position,
        boolean enabled,
        @Nullable UUID cartridgeId,
        long version) {

    static AgentView of(Agent agent) {
        AgentDefinition definition = agent.definition();
        return new AgentView(
                agent.id(),
                definition.name(),
                definition.role(),
                definition.description(),
                definition.icon(),
                definition.systemPrompt(),
                definition.responsibilities(),
                definition.roleInstructions(),
                definition.temperature(),
                definition.model(),
                definition.dataSources(),
                definition.apiPermissions(),
                definition.color(),
                definition.position(),
                definition.enabled(),
                definition.cartridgeId().orElse(null),
                agent.version());
    }
}
