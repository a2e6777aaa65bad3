package dev.spectrum.agent.agents;

import dev.spectrum.agent.agents.domain.Agent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Deletes agents, brings them back, and tells everybody. Within the tenant's transaction. */
@ApplicationScoped
public class RetireAgent {

    private final Agents agents;
    private final TellOfAgent tell;

    RetireAgent(Agents agents, TellOfAgent tell) {
        this.agents = agents;
        this.tell = tell;
    }

    public Uni<Agent> delete(Agent held) {
        return agents.delete(held).call(tell::deleted);
    }

    /** As it was when it was deleted. Its role must be claimed. */
    public Uni<Agent> restore(Agent heldDeleted) {
        return agents.restore(heldDeleted).call(tell::changed);
    }
}
