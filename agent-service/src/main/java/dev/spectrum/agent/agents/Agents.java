package dev.spectrum.agent.agents;

import dev.spectrum.agent.agents.domain.Agent;
import dev.spectrum.agent.agents.domain.AgentDefinition;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The agents of the tenant that the current transaction is for. */
public interface Agents {

    /**
     * A part of the list, by position.
     *
     * @param after the agent after which it starts; empty for the beginning
     */
    Uni<List<Agent>> list(Optional<Place> after, int limit);

    /** Where an agent stands in the list. */
    record Place(int position, UUID id) {}

    Uni<Optional<Agent>> find(UUID id);

    Uni<Boolean> hasRole(String role);

    Uni<Void> add(Agent agent);

    /** Gives the agent with its new version. */
    Uni<Agent> change(UUID id, AgentDefinition definition);

    /** Keeps the row, hides the agent, frees its role. Gives the agent with its last version. */
    Uni<Agent> delete(UUID id);
}
