package dev.spectrum.agent.agents;

import dev.spectrum.agent.agents.domain.Agent;
import dev.spectrum.agent.agents.domain.Author;
import dev.spectrum.agent.agents.domain.Label;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Points labels at versions, and tells everybody: the label {@code production} decides what the channels run. Within the
 * tenant's transaction.
 */
@ApplicationScoped
public class LabelVersion {

    private final Agents agents;
    private final TellOfAgent tell;

    LabelVersion(Agents agents, TellOfAgent tell) {
        this.agents = agents;
        this.tell = tell;
    }

    /** @param version one that the agent has */
    public Uni<Agent> point(Agent held, String label, long version, boolean isProtected, Author author) {
        boolean asItIs = held.label(label)
                .filter(known -> known.version() == version && known.isProtected() == isProtected)
                .isPresent();
        return asItIs ? Uni.createFrom().item(held) : put(held.with(label, Label.moved(version, isProtected, author)));
    }

    public Uni<Agent> remove(Agent held, String label) {
        return put(held.without(label));
    }

    private Uni<Agent> put(Agent changed) {
        return agents.put(changed).call(tell::changed);
    }
}
