package dev.spectrum.agent.agents;

import dev.spectrum.agent.whitelabel.WhiteLabelReader;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Agents are told with the tenant's brand in them, so a changed brand is told with every agent. */
@ApplicationScoped
class RetellAgents implements WhiteLabelReader {

    private final Agents agents;
    private final TellOfAgent tell;

    RetellAgents(Agents agents, TellOfAgent tell) {
        this.agents = agents;
        this.tell = tell;
    }

    @Override
    public Uni<Void> changed() {
        return agents.countAllUp().chain(counted -> tell.changed(counted));
    }
}
