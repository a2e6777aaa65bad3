package dev.spectrum.conversation.turn.db;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.conversation.agents.domain.TenantAgent;
import dev.spectrum.conversation.turn.ModelCalls;
import dev.spectrum.conversation.turn.Turns;
import dev.spectrum.conversation.turn.TurnsConfig;
import dev.spectrum.conversation.turn.domain.Failure;
import dev.spectrum.conversation.turn.domain.Turn;
import dev.spectrum.platform.model.MadeCall;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
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
            update turn t set expires_at = now() + make_interval(secs => :lease),
                              asked = jsonb_build_object('attempt', s.attempt, 'calls', s.calls)
            from jsonb_to_recordset(cast(cast(:signs as text) as jsonb)) as s (id uuid, attempt int, calls jsonb)
            where t.id = s.id and t.attempt = s.attempt and t.state = 'running'
            returning t.id, t.stop_requested
            """;

    private static final String LOST = """
            t.conversation_id, t.user_message_id, t.attempt, t.user_id, t.agent_id, c.agent_role, t.agent_version, t.started_at,
            case when cast(t.asked ->> 'attempt' as int) = t.attempt then cast(t.asked -> 'calls' as text) end
            """;

    private static final String END_LOST = """
            update turn t set state = 'failed', failure = :failure, ended_at = now()
            from conversation c
            where t.id = :id and t.state = 'running' and t.expires_at < now()
              and c.tenant_id = t.tenant_id and c.id = t.conversation_id
            returning""" + " " + LOST;

    private static final String LOCK_LOST = "select " + LOST + """
            from turn t join conversation c on c.tenant_id = t.tenant_id and c.id = t.conversation_id
            where t.id = :id and t.state = 'running' and t.attempt = :attempt
            for update of t
            """;

    private static final TypeReference<List<MadeCall>> CALLS = new TypeReference<>() {};

    private record Sign(UUID id, int attempt, List<MadeCall> calls) {}

    private final ObjectMapper json;
    private final double leaseSeconds;

    PanacheTurns(ObjectMapper json, TurnsConfig config) {
        this.json = json;
        this.leaseSeconds = config.lease().toMillis() / 1000.0;
    }

    @Override
    public Uni<Boolean> reopen(Turn next, TenantAgent agent) {
        return change(
                REOPEN,
                Map.of(
                        "id", next.id(),
                        "attempt", next.attempt(),
                        "lease", leaseSeconds,
                        "tenant", agent.tenant().id(),
                        "agent", agent.agent().id(),
                        "agentVersion", agent.agent().definitionVersion()));
    }

    @Override
    public Uni<Boolean> requestStop(UUID id) {
        return change("update turn set stop_requested = true where id = :id and state = 'running'", Map.of("id", id));
    }

    @Override
    public Uni<List<Alive>> stillRunning(List<SignOfLife> signs) {
        List<Sign> rows = signs.stream()
                .map(sign -> new Sign(
                        sign.turn().id(), sign.turn().attempt(), sign.calls().made()))
                .toList();
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(STILL_RUNNING, Object[].class)
                        .setParameter("signs", write(rows))
                        .setParameter("lease", leaseSeconds)
                        .getResultList())
                .map(found -> found.stream()
                        .map(row -> new Alive((UUID) row[0], (Boolean) row[1]))
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

    @Override
    public Uni<Optional<Lost>> lockLost(Turn turn) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(LOCK_LOST, Object[].class)
                        .setParameter("id", turn.id())
                        .setParameter("attempt", turn.attempt())
                        .getSingleResultOrNull())
                .map(row -> Optional.ofNullable(row).map(lost -> lost(turn.id(), lost)));
    }

    private Lost lost(UUID id, Object[] row) {
        return new Lost(
                new Turn(id, (UUID) row[0], (UUID) row[1], (Integer) row[2]),
                (String) row[3],
                (UUID) row[4],
                (String) row[5],
                (Long) row[6],
                ((OffsetDateTime) row[7]).toInstant(),
                row[8] == null ? ModelCalls.NONE : new ModelCalls(calls((String) row[8])));
    }

    private List<MadeCall> calls(String column) {
        try {
            return json.readValue(column, CALLS);
        } catch (JsonProcessingException notOurs) {
            throw new IllegalStateException("Columns hold what we wrote", notOurs);
        }
    }

    private String write(List<Sign> signs) {
        try {
            return json.writeValueAsString(signs);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Calls are JSON", impossible);
        }
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
