package dev.spectrum.conversation.agents.kafka;

import dev.spectrum.conversation.agents.domain.Agent;
import java.util.List;
import java.util.UUID;

/** What a turn needs of {@code agent.changed}. */
record AgentChanged(
        UUID id,
        String role,
        String name,
        String systemPrompt,
        List<String> responsibilities,
        List<String> dataSources,
        String roleInstructions,
        double temperature,
        String model,
        boolean enabled,
        long version,
        boolean deleted) {

    Agent toAgent(UUID tenantId) {
        return new Agent(
                tenantId,
                id,
                role,
                name,
                systemPrompt,
                responsibilities,
                dataSources,
                roleInstructions,
                temperature,
                model,
                enabled,
                version,
                deleted);
    }
}
