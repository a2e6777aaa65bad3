package dev.spectrum.conversation.agents.kafka;

import dev.spectrum.conversation.agents.domain.Agent;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a turn needs of {@code agent.changed}.
 *
 * @param whiteLabel null in events from before it was told
 * @param definitionVersion null in events from before it was told, when every change made one
 */
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
        @Nullable WhiteLabel whiteLabel,
        @Nullable Long definitionVersion,
        long version,
        boolean deleted) {

    record WhiteLabel(String brandName, String productName, String supportEmail) {

        Agent.Brand toBrand() {
            return new Agent.Brand(brandName, productName, supportEmail);
        }
    }

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
                whiteLabel == null ? Agent.Brand.NONE : whiteLabel.toBrand(),
                definitionVersion == null ? version : definitionVersion,
                version,
                deleted);
    }
}
