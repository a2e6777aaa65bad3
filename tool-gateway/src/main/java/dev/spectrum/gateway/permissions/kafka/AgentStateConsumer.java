package dev.spectrum.gateway.permissions.kafka;

import dev.spectrum.gateway.permissions.Agents;
import dev.spectrum.gateway.permissions.domain.Access;
import dev.spectrum.gateway.permissions.domain.Agent;
import dev.spectrum.platform.event.IncomingEvent;
import dev.spectrum.platform.inbox.EventConsumer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Keeps the projection of agents. */
@ApplicationScoped
class AgentStateConsumer {

    private static final String AGENT_CHANGED = "dev.spectrum.agent.agent.changed.v1";

    private final EventConsumer events;
    private final Agents agents;

    AgentStateConsumer(EventConsumer events, Agents agents) {
        this.events = events;
        this.agents = agents;
    }

    /** What permissions need of {@code agent.changed}. */
    record AgentChanged(
            UUID id,
            String role,
            List<String> dataSources,
            Map<String, Set<Access>> apiPermissions,
            boolean enabled,
            long version,
            boolean deleted) {

        Agent toAgent() {
            return new Agent(id, role, Set.copyOf(dataSources), apiPermissions, enabled && !deleted, version);
        }
    }

    @Incoming("agent-state")
    Uni<Void> receive(Message<byte[]> message) {
        return events.consume("agents", message, Map.of(AGENT_CHANGED, this::keep));
    }

    private Uni<Void> keep(IncomingEvent event) {
        AgentChanged changed = event.data(AgentChanged.class);
        return agents.keep(event.tenantId(), changed.toAgent(), changed.deleted());
    }
}
