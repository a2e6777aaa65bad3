package dev.spectrum.agent.agents.db;

import dev.spectrum.agent.agents.Agents;
import dev.spectrum.agent.agents.domain.Agent;
import dev.spectrum.agent.agents.domain.AgentDefinition;
import io.quarkus.hibernate.reactive.panache.PanacheQuery;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class PanacheAgents implements Agents, PanacheRepositoryBase<AgentRow, UUID> {

    private static final String ORDER = " order by position, id";

    @Override
    public Uni<List<Agent>> list(Optional<Place> after, int limit) {
        PanacheQuery<AgentRow> rows = after.map(place -> find(
                        "deletedAt is null and (position > ?1 or position = ?1 and id > ?2)" + ORDER,
                        place.position(),
                        place.id()))
                .orElseGet(() -> find("deletedAt is null" + ORDER));
        return rows.page(0, limit)
                .list()
                .map(found -> found.stream().map(AgentRow::toAgent).toList());
    }

    @Override
    public Uni<Optional<Agent>> find(UUID id) {
        return row(id).map(row -> Optional.ofNullable(row).map(AgentRow::toAgent));
    }

    @Override
    public Uni<Boolean> hasRole(String role) {
        return count("role = ?1 and deletedAt is null", role).map(found -> found > 0);
    }

    @Override
    public Uni<Void> add(Agent agent) {
        return persist(AgentRow.of(agent)).replaceWithVoid();
    }

    @Override
    public Uni<Agent> change(UUID id, AgentDefinition definition) {
        return row(id).invoke(row -> row.put(definition)).call(this::flush).map(AgentRow::toAgent);
    }

    @Override
    public Uni<Agent> delete(UUID id) {
        return row(id).invoke(row -> row.deletedAt = Instant.now())
                .call(this::flush)
                .map(AgentRow::toAgent);
    }

    private Uni<AgentRow> row(UUID id) {
        return find("id = ?1 and deletedAt is null", id).firstResult();
    }
}
