package dev.spectrum.agent.agents.domain;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * How an agent behaves and what it may do. Every saved one is a version, and is kept.
 *
 * @param name how people see it
 * @param systemPrompt a template, see {@code AgentPrompt}
 * @param temperature 0 to 2
 * @param model blank for the suite's default
 * @param dataSources the groups of tools it may use
 * @param apiPermissions what it may do in each data source; no entry, no access. In a fixed order, so that the same
 *     definition is always written in the same way
 * @param color for people to tell agents apart, such as {@code #2563eb}
 */
public record AgentDefinition(
        String name,
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
        Optional<UUID> cartridgeId) {

    public AgentDefinition {
        Map<String, Set<Access>> ordered = new TreeMap<>();
        apiPermissions.forEach((source, access) -> ordered.put(source, new TreeSet<>(access)));
        apiPermissions = Collections.unmodifiableMap(ordered);
    }
}
