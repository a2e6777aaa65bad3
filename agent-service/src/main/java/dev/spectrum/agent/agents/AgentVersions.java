package dev.spectrum.agent.agents;

import dev.spectrum.agent.agents.domain.Agent;
import dev.spectrum.agent.agents.domain.AgentDefinition;
import dev.spectrum.agent.agents.domain.AgentVersion;
import dev.spectrum.agent.agents.domain.Author;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The saved definitions of the agents of the tenant that the current transaction is for. They never change. */
public interface AgentVersions {

    /** Keeps the agent's latest definition under its number. */
    Uni<Void> add(Agent agent, Author author);

    /** The latest first. @param before the version before which it starts; empty for the latest */
    Uni<List<AgentVersion>> list(UUID agentId, Optional<Long> before, int limit);

    Uni<Optional<AgentVersion>> find(UUID agentId, long version);

    /** The number of the latest version that says the same. */
    Uni<Optional<Long>> saying(UUID agentId, AgentDefinition definition);

    /** What the agent says in one of its versions, without a query for the latest. */
    default Uni<AgentDefinition> definition(Agent agent, long version) {
        return version == agent.version()
                ? Uni.createFrom().item(agent.definition())
                : find(agent.id(), version)
                        .map(found -> found.map(AgentVersion::definition)
                                .orElseThrow(() -> new IllegalStateException(
                                        "Agent " + agent.id() + " has lost its version " + version)));
    }
}
