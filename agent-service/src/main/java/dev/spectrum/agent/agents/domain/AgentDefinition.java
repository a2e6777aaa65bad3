package dev.spectrum.agent.agents.domain;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What an agent is.
 *
 * @param role unique within the tenant; how everything else names the agent
 * @param systemPrompt a template, see {@code AgentPrompt}
 * @param temperature 0 to 2
 * @param model blank for the suite's default
 * @param dataSources the groups of tools it may use
 * @param apiPermissions what it may do in each data source; no entry, no access
 * @param color for people to tell agents apart, such as {@code #2563eb}
 * @param position the order in which people see agents, ascending
 */
public record AgentDefinition(
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
        Optional<UUID> cartridgeId) {}
