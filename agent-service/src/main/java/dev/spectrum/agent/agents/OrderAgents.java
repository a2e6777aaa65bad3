package dev.spectrum.agent.agents;

import dev.spectrum.agent.agents.domain.Agent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Puts agents into an order, and tells everybody of those that moved. Within the tenant's transaction. */
@ApplicationScoped
public class OrderAgents {

    private final Agents agents;
    private final TellOfAgent tell;

    OrderAgents(Agents agents, TellOfAgent tell) {
        this.agents = agents;
        this.tell = tell;
    }

    /**
     * Numbers all agents from 1 on.
     *
     * @param held all of the tenant's, in their present order, which those keep that are not among the first
     * @param first the ids of those that come first, each once
     */
    public Uni<Void> order(List<Agent> held, List<UUID> first) {
        Map<UUID, Agent> byId = held.stream().collect(Collectors.toMap(Agent::id, Function.identity()));
        List<Agent> ordered = new ArrayList<>(first.stream().map(byId::get).toList());
        held.stream().filter(agent -> !first.contains(agent.id())).forEach(ordered::add);
        List<Agent> moved = new ArrayList<>();
        for (int index = 0; index < ordered.size(); index++) {
            Agent agent = ordered.get(index);
            int position = index + 1;
            if (agent.presence().position() != position) {
                moved.add(agent.with(agent.presence().at(position)));
            }
        }
        return agents.put(moved).chain(tell::changed);
    }
}
