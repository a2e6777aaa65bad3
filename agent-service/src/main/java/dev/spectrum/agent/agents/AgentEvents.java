package dev.spectrum.agent.agents;

import dev.spectrum.agent.agents.domain.Access;
import dev.spectrum.agent.agents.domain.Agent;
import dev.spectrum.agent.agents.domain.AgentDefinition;
import dev.spectrum.platform.event.OutgoingEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code agent.changed}: the whole definition, so that a listener needs no earlier event. */
final class AgentEvents {

    private record AgentChanged(
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
            long version,
            boolean deleted) {}

    private AgentEvents() {}

    static OutgoingEvent changed(Agent agent) {
        return event(agent, false);
    }

    static OutgoingEvent deleted(Agent agent) {
        return event(agent, true);
    }

    private static OutgoingEvent event(Agent agent, boolean deleted) {
        AgentDefinition definition = agent.definition();
        return new OutgoingEvent(
                "spectrum.agent.state",
                "dev.spectrum.agent.agent.changed.v1",
                agent.tenantId(),
                agent.id().toString(),
                new AgentChanged(
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
                        agent.version(),
                        deleted));
    }
}
