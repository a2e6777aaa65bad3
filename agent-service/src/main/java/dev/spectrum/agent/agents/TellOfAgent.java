package dev.spectrum.agent.agents;

import java.util.List;
import io.smallrye.mutiny.Multi;
import dev.spectrum.agent.agents.domain.Agent;
import dev.spectrum.agent.agents.domain.AgentDefinition;
import dev.spectrum.agent.whitelabel.WhiteLabels;
import dev.spectrum.agent.whitelabel.domain.WhiteLabel;
import dev.spectrum.platform.event.OutgoingEvent;
import dev.spectrum.platform.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Tells everybody what the channels run of an agent now. Within the tenant's transaction. */
@ApplicationScoped
class TellOfAgent {

    private final AgentVersions versions;
    private final WhiteLabels whiteLabels;
    private final Outbox outbox;

    TellOfAgent(AgentVersions versions, WhiteLabels whiteLabels, Outbox outbox) {
        this.versions = versions;
        this.whiteLabels = whiteLabels;
        this.outbox = outbox;
    }

    Uni<Void> changed(Agent agent) {
        return changed(List.of(agent));
    }

    Uni<Void> changed(List<Agent> agents) {
        return tell(agents, AgentEvents::changed);
    }

    Uni<Void> deleted(Agent agent) {
        return tell(List.of(agent), AgentEvents::deleted);
    }

    private interface Event {
        OutgoingEvent of(Agent agent, AgentDefinition served, WhiteLabel brand);
    }

    private Uni<Void> tell(List<Agent> agents, Event event) {
        return whiteLabels
                .find()
                .chain(brand -> Multi.createFrom()
                        .iterable(agents)
                        .onItem()
                        .transformToUniAndConcatenate(agent -> versions.definition(agent, agent.servedVersion())
                                .map(served -> event.of(agent, served, brand)))
                        .collect()
                        .asList())
                .chain(told -> outbox.add(told));
    }
}
