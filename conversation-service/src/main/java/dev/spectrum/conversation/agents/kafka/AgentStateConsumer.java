package dev.spectrum.conversation.agents.kafka;

import dev.spectrum.conversation.agents.Agents;
import dev.spectrum.conversation.agents.KnownAgents;
import dev.spectrum.conversation.agents.domain.Agent;
import dev.spectrum.conversation.agents.domain.Tenant;
import dev.spectrum.platform.event.IncomingEvent;
import dev.spectrum.platform.inbox.EventConsumer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Keeps the projection of agents and tenants. */
@ApplicationScoped
public class AgentStateConsumer {

    private final EventConsumer events;
    private final Agents agents;
    private final KnownAgents known;

    AgentStateConsumer(EventConsumer events, Agents agents, KnownAgents known) {
        this.events = events;
        this.agents = agents;
        this.known = known;
    }

    @Incoming("agent-state")
    public Uni<Void> receive(Message<byte[]> message) {
        return events.consume(
                "agent-state",
                message,
                Map.of(
                        "dev.spectrum.agent.agent.changed.v1", this::agentChanged,
                        "dev.spectrum.agent.tenant.changed.v1", this::tenantChanged));
    }

    private Uni<Void> agentChanged(IncomingEvent event) {
        Agent agent = event.data(AgentChanged.class).toAgent(event.tenantId());
        return agents.keep(agent).invoke(() -> known.forgetAgent(agent.tenantId(), agent.role()));
    }

    private Uni<Void> tenantChanged(IncomingEvent event) {
        Tenant tenant = event.data(TenantChanged.class).toTenant();
        return agents.keep(tenant).invoke(() -> known.forgetTenant(tenant.id()));
    }
}
