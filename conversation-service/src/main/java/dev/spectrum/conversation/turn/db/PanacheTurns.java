package dev.spectrum.conversation.turn.db;

import dev.spectrum.conversation.agents.domain.TenantAgent;
import dev.spectrum.conversation.turn.Turns;
import dev.spectrum.conversation.turn.domain.Failure;
import dev.spectrum.conversation.turn.domain.Turn;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

@ApplicationScoped
class PanacheTurns implements Turns {

    private static final String REOPEN = """
            update turn set state = 'running', attempt = :attempt, agent_id = :agent, agent_version = :agentVersion,
                            expires_at = now() + make_interval(secs => :lease), failure = null, pending = null,
                            stop_requested = false
            where tenant_id = :tenant and id = :id and attempt = :attempt - 1 and state not in ('completed', 'stopped')
            """;

    private static final String STILL_RUNNING = """
            update turn set expires_at = now() + make_interval(secs => :lease)
            where id = any(:ids) and state = 'running'
            returning id, stop_requested
            """;

    private static final String END_LOST = """
            update turn t set state = 'failed', failure = :failure, ended_at = now()
            from conversation c
            where t.id = :id and t.state = 'running' and t.expires_at < now()
              and c.tenant_id = t.tenant_id and c.id = t.conversation_id
            returning t.conversation_id, t.user_message_id, t.attempt, t.user_id, t.agent_id, c.agent_role, t.agent_version
            """;

    /** How long a process is taken to be alive after a sign of life. */
    static final double LEASE_SECONDS = 15;

    @Override
    public Uni<Boolean> reopen(Turn next, TenantAgent agent) {
        return change(
                REOPEN,
                Map.of(
                        "id", next.id(),
                        "attempt", next.attempt(),
                        "lease", LEASE_SECONDS,
                        "tenant", agent.tenant().id(),
                        "agent", agent.agent().id(),
                        "agentVersion", agent.agent().definitionVersion()));
    }

    @Override
    public Uni<Boolean> requestStop(UUID id) {
        return change("update turn set stop_requested = true where id = :id and state = 'running'", Map.of("id", id));
    }

    @Override
    public Uni<List<UUID>> stillRunning(List<UUID> ids) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(STILL_RUNNING, Object[].class)
                        .setParameter("ids", ids.toArray(UUID[]::new))
                        .setParameter("lease", LEASE_SECONDS)
                        .getResultList())
                .map(rows -> rows.stream()
                        .filter(row -> (Boolean) row[1])
                        .map(row -> (UUID) row[0])
                        .toList());
    }

    @Override
    public Uni<Optional<Lost>> endLost(UUID id) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(END_LOST, Object[].class)
                        .setParameter("id", id)
                        .setParameter("failure", Failure.INTERRUPTED.name().toLowerCase(Locale.ROOT))
                        .getSingleResultOrNull())
                .map(row -> Optional.ofNullable(row).map(lost -> lost(id, lost)));
    }

    private static Lost lost(UUID id, Object[] row) {
        return new Lost(
                new Turn(id, (UUID) row[0], (UUID) row[1], (Integer) row[2]),
                (String) row[3],
                (UUID) row[4],
                (String) row[5],
                (Long) row[6]);
    }

    private static Uni<Boolean> change(String sql, Map<String, Object> parameters) {
        return Panache.getSession()
                .chain(session -> {
                    Mutiny.Query<?> query = session.createNativeQuery(sql);
                    parameters.forEach(query::setParameter);
                    return query.executeUpdate();
                })
                .map(changed -> changed == 1);
    }

    @Override
    public Uni<Optional<Known>> withKey(String userId, String key) {
        return Panache.getSession()
                .chain(session -> session.createSelectionQuery(
                                "from TurnRow where userId = ?1 and key = ?2", TurnRow.class)
                        .setParameter(1, userId)
                        .setParameter(2, key)
                        .getSingleResultOrNull())
                .map(PanacheTurns::known);
    }

    @Override
    public Uni<Optional<Known>> find(UUID id) {
        return Panache.getSession()
                .chain(session -> session.find(TurnRow.class, id))
                .map(PanacheTurns::known);
    }

    private static Optional<Known> known(@org.jspecify.annotations.Nullable TurnRow row) {
        return Optional.ofNullable(row).map(TurnRow::toKnown);
    }
}
