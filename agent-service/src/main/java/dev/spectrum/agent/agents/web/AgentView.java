package dev.spectrum.agent.agents.web;

import dev.spectrum.agent.agents.domain.Access;
import dev.spectrum.agent.agents.domain.Agent;
import dev.spectrum.agent.agents.domain.AgentDefinition;
import dev.spectrum.agent.agents.domain.Label;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An agent as clients read it: as it was saved last.
 *
 * @param version of what is shown
 * @param servedVersion what the channels run
 * @param labels the version that each points at
 */
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
        long version,
        long servedVersion,
        Map<String, Long> labels) {

    static AgentView of(Agent agent) {
        AgentDefinition definition = agent.definition();
        return new AgentView(
                agent.id(),
                definition.name(),
                agent.role(),
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
                agent.presence().position(),
                agent.presence().enabled(),
                definition.cartridgeId().orElse(null),
                agent.version(),
                agent.servedVersion(),
                versions(agent.labels()));
    }

    private static Map<String, Long> versions(Map<String, Label> labels) {
        Map<String, Long> versions = new TreeMap<>();
        labels.forEach((name, label) -> versions.put(name, label.version()));
        return versions;
    }
}
