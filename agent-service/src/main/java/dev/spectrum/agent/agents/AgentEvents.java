package dev.spectrum.agent.agents;

import dev.spectrum.agent.agents.domain.Access;
import dev.spectrum.agent.agents.domain.Agent;
import dev.spectrum.agent.agents.domain.AgentDefinition;
import dev.spectrum.agent.whitelabel.domain.WhiteLabel;
import dev.spectrum.platform.event.OutgoingEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code agent.changed}: the whole of what the channels run, so that a listener needs no earlier event. */
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
            Brand whiteLabel,
            long definitionVersion,
            long version,
            boolean deleted) {}

    private record Brand(String brandName, String productName, String supportEmail) {}

    private AgentEvents() {}

    /** @param served the definition of the version that the channels run */
    static OutgoingEvent changed(Agent agent, AgentDefinition served, WhiteLabel brand) {
        return event(agent, served, brand, false);
    }

    static OutgoingEvent deleted(Agent agent, AgentDefinition served, WhiteLabel brand) {
        return event(agent, served, brand, true);
    }

    private static OutgoingEvent event(Agent agent, AgentDefinition served, WhiteLabel brand, boolean deleted) {
        return new OutgoingEvent(
                "spectrum.agent.state",
                "dev.spectrum.agent.agent.changed.v1",
                agent.tenantId(),
                agent.id().toString(),
                new AgentChanged(
                        agent.id(),
                        served.name(),
                        agent.role(),
                        served.description(),
                        served.icon(),
                        served.systemPrompt(),
                        served.responsibilities(),
                        served.roleInstructions(),
                        served.temperature(),
                        served.model(),
                        served.dataSources(),
                        served.apiPermissions(),
                        served.color(),
                        agent.presence().position(),
                        agent.presence().enabled(),
                        served.cartridgeId().orElse(null),
                        new Brand(brand.brandName(), brand.productName(), brand.supportEmail()),
                        agent.servedVersion(),
                        agent.revision(),
                        deleted));
    }
}
