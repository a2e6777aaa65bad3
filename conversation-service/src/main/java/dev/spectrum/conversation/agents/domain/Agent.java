package dev.spectrum.conversation.agents.domain;

import java.util.List;
import java.util.UUID;

/**
 * An agent, as agent-service last told.
 *
 * @param role how everything else names the agent
 * @param systemPrompt a template, see {@code AgentPrompt}
 * @param temperature 0 to 2
 * @param model blank for the suite's default
 * @param brand what its tenant calls the product
 * @param definitionVersion which of the agent's saved definitions this is
 * @param version counts changes of any kind, from 0
 */
public record Agent(
        UUID tenantId,
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
        Brand brand,
        long definitionVersion,
        long version,
        boolean deleted) {

    /** Blank where the tenant has not said. */
    public record Brand(String name, String product, String supportEmail) {

        public static final Brand NONE = new Brand("", "", "");
    }
}
