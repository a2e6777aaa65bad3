package dev.spectrum.agent.agents;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.agent.agents.domain.Agent;
import dev.spectrum.agent.agents.domain.AgentDefinition;
import dev.spectrum.agent.agents.domain.Author;
import dev.spectrum.agent.agents.domain.Presence;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * Adds and changes agents, keeps each definition as a version, and tells everybody. What changes nothing leaves no trace.
 * Within the tenant's transaction; a new role must be claimed.
 */
@ApplicationScoped
public class SaveAgent {

    private final Agents agents;
    private final AgentVersions versions;
    private final TellOfAgent tell;

    SaveAgent(Agents agents, AgentVersions versions, TellOfAgent tell) {
        this.agents = agents;
        this.versions = versions;
        this.tell = tell;
    }

    public Uni<Agent> add(UUID tenantId, Presence presence, AgentDefinition definition, Author author) {
        Agent agent = Agent.first(tenantId, UuidCreator.getTimeOrderedEpoch(), presence, definition);
        return agents.add(agent)
                .chain(() -> versions.add(agent, author))
                .chain(() -> tell.changed(agent))
                .replaceWith(agent);
    }

    public Uni<Agent> change(Agent held, Presence presence, AgentDefinition definition, Author author) {
        Agent placed = held.with(presence);
        if (!definition.equals(held.definition())) {
            Agent saved = placed.withNext(definition);
            return agents.put(saved).call(() -> versions.add(saved, author)).call(tell::changed);
        }
        return placed.equals(held)
                ? Uni.createFrom().item(held)
                : agents.put(placed).call(tell::changed);
    }
}
