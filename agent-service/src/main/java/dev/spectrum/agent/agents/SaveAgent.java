package dev.spectrum.agent.agents;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.agent.agents.domain.Agent;
import dev.spectrum.agent.agents.domain.AgentDefinition;
import dev.spectrum.platform.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Adds, changes and deletes agents, and tells everybody. Within the tenant's transaction. */
@ApplicationScoped
public class SaveAgent {

    private final Agents agents;
    private final Outbox outbox;

    SaveAgent(Agents agents, Outbox outbox) {
        this.agents = agents;
        this.outbox = outbox;
    }

    public Uni<Agent> add(UUID tenantId, AgentDefinition definition) {
        Agent agent = new Agent(tenantId, UuidCreator.getTimeOrderedEpoch(), definition, 0);
        return agents.add(agent)
                .chain(() -> outbox.add(AgentEvents.changed(agent)))
                .replaceWith(agent);
    }

    public Uni<Agent> change(UUID id, AgentDefinition definition) {
        return agents.change(id, definition).call(changed -> outbox.add(AgentEvents.changed(changed)));
    }

    public Uni<Agent> delete(UUID id) {
        return agents.delete(id).call(deleted -> outbox.add(AgentEvents.deleted(deleted)));
    }
}
