package dev.spectrum.agent.agents.db;

import io.smallrye.mutiny.Multi;
import dev.spectrum.agent.agents.Agents;
import dev.spectrum.agent.agents.domain.Agent;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheQuery;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

@ApplicationScoped
class PanacheAgents implements Agents, PanacheRepositoryBase<AgentRow, UUID> {

    private static final String ORDER = " order by position, name, id";
    private static final String LIVES = "deletedAt is null";

    @Override
    public Uni<List<Agent>> list(boolean deleted, Optional<Place> after, int limit) {
        String which = deleted ? "deletedAt is not null" : LIVES;
        PanacheQuery<AgentRow> rows = after.map(place -> find(
                        which + " and (position > ?1 or position = ?1 and (name > ?2 or name = ?2 and id > ?3))"
                                + ORDER,
                        place.position(),
                        place.name(),
                        place.id()))
                .orElseGet(() -> find(which + ORDER));
        return agents(rows.page(0, limit));
    }

    @Override
    public Uni<List<Agent>> all() {
        return agents(find(LIVES + ORDER));
    }

    @Override
    public Uni<Optional<Agent>> find(UUID id) {
        return agent(find("id = ?1 and " + LIVES, id));
    }

    @Override
    public Uni<Optional<Agent>> hold(UUID id) {
        return agent(find("id = ?1 and " + LIVES, id).withLock(LockModeType.PESSIMISTIC_WRITE));
    }

    @Override
    public Uni<Optional<Agent>> holdDeleted(UUID id) {
        return agent(find("id = ?1 and deletedAt is not null", id).withLock(LockModeType.PESSIMISTIC_WRITE));
    }

    @Override
    public Uni<List<Agent>> holdAll() {
        // In one fixed order, so that two of them wait for one another and not for ever.
        return find(LIVES + " order by id")
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list()
                .chain(this::all);
    }

    @Override
    public Uni<Boolean> claimRole(String role) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select 1 from pg_advisory_xact_lock("
                                        + "hashtextextended(current_tenant() || ':agent-role:' || ?1, 0))",
                                Integer.class)
                        .setParameter(1, role)
                        .getSingleResult())
                .chain(() -> count("role = ?1 and " + LIVES, role))
                .map(living -> living == 0);
    }

    @Override
    public Uni<Void> add(Agent agent) {
        return persistAndFlush(AgentRow.of(agent)).replaceWithVoid();
    }

    @Override
    public Uni<Agent> put(Agent agent) {
        return change(agent, row -> row.put(agent));
    }

    @Override
    public Uni<List<Agent>> put(List<Agent> held) {
        return Multi.createFrom()
                .iterable(held)
                .onItem()
                .transformToUniAndConcatenate(
                        agent -> this.<AgentRow>findById(agent.id()).invoke(row -> row.put(agent)))
                .collect()
                .asList()
                .call(this::flush)
                .map(rows -> rows.stream().map(AgentRow::toAgent).toList());
    }

    @Override
    public Uni<Agent> delete(Agent held) {
        return change(held, row -> row.deletedAt = Instant.now());
    }

    @Override
    public Uni<Agent> restore(Agent heldDeleted) {
        return change(heldDeleted, row -> row.deletedAt = null);
    }

    private Uni<Agent> change(Agent held, Consumer<AgentRow> change) {
        return findById(held.id()).invoke(change).call(this::flush).map(AgentRow::toAgent);
    }

    @Override
    public Uni<List<Agent>> countAllUp() {
        return holdAll()
                .chain(() -> Panache.getSession())
                .chain(session -> session.createMutationQuery(
                                "update versioned AgentRow set updatedAt = current_timestamp where " + LIVES)
                        .executeUpdate()
                        // What was read for holding it is older than what is written now.
                        .invoke(session::clear))
                .chain(this::all);
    }

    private static Uni<Optional<Agent>> agent(PanacheQuery<AgentRow> rows) {
        return rows.firstResult().map(row -> Optional.ofNullable(row).map(AgentRow::toAgent));
    }

    private static Uni<List<Agent>> agents(PanacheQuery<AgentRow> rows) {
        return rows.list().map(found -> found.stream().map(AgentRow::toAgent).toList());
    }
}
