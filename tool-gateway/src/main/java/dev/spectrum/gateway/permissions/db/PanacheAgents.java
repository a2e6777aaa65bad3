package dev.spectrum.gateway.permissions.db;

import dev.spectrum.gateway.permissions.Agents;
import dev.spectrum.gateway.permissions.domain.Agent;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class PanacheAgents implements Agents, PanacheRepositoryBase<AgentRow, UUID> {

    @Override
    public Uni<Optional<Agent>> withRole(String role) {
        // A role that passed from one agent to another may be told of twice for a moment: the younger agent has it.
        return find("role = ?1 and not deleted order by id desc", role)
                .firstResult()
                .map(row -> Optional.ofNullable(row).map(AgentRow::toAgent));
    }

    @Override
    public Uni<Void> keep(UUID tenantId, Agent agent, boolean deleted) {
        return findById(agent.id())
                .chain(row -> row == null
                        ? persist(AgentRow.of(tenantId, agent, deleted))
                        : Uni.createFrom().item(row).invoke(known -> change(known, agent, deleted)))
                .replaceWithVoid();
    }

    private static void change(AgentRow row, Agent agent, boolean deleted) {
        if (agent.version() > row.version) {
            row.put(agent, deleted);
        }
    }
}
