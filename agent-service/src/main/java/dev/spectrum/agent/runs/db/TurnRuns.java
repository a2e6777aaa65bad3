package dev.spectrum.agent.runs.db;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.agent.runs.domain.RunFailure;
import dev.spectrum.agent.runs.domain.RunStatus;
import dev.spectrum.agent.runs.domain.Task;
import dev.spectrum.agent.runs.domain.TurnAttempt;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The runs of turns, from what is told of their attempts. A run that is another's is left alone: clients that keep their
 * conversation themselves name the run that they go on with, and may name any.
 */
@ApplicationScoped
class TurnRuns {

    private static final String ADD = """
            insert into run as r (tenant_id, id, user_id, source, name, agent_id, agent_role, agent_version,
                                  conversation_id, status, variables, personal, redacted, structured, error_code,
                                  error_detail, input_tokens, output_tokens, cost_micro_usd, created_at, finished_at)
            select a.tenant_id, a.run_id, a.user_id, 'turn',
                   coalesce((select g.name from agent g where g.tenant_id = a.tenant_id and g.id = a.agent_id), a.agent_role),
                   a.agent_id, a.agent_role, a.agent_version, a.conversation_id, a.status, '{"items": []}', false, true,
                   false, a.error_code, a.error_detail, a.input_tokens, a.output_tokens, a.cost_micro_usd, a.started_at,
                   a.finished_at
            from jsonb_to_record(cast(cast(?1 as text) as jsonb)) as a (
                   tenant_id uuid, run_id uuid, user_id text, agent_id uuid, agent_role text, agent_version bigint,
                   conversation_id uuid, status text, error_code text, error_detail text, input_tokens bigint,
                   output_tokens bigint, cost_micro_usd bigint, started_at timestamptz, finished_at timestamptz)
            where not exists (select 1 from erased_user e
                              where e.tenant_id = a.tenant_id and e.user_id = a.user_id and e.until >= a.started_at)
            on conflict (tenant_id, id) do update set
                status = case when ?2 then excluded.status else r.status end,
                error_code = case when ?2 then excluded.error_code else r.error_code end,
                error_detail = case when ?2 then excluded.error_detail else r.error_detail end,
                finished_at = case when ?2 then excluded.finished_at else r.finished_at end,
                agent_version = case when ?2 then excluded.agent_version else r.agent_version end,
                input_tokens = r.input_tokens + excluded.input_tokens,
                output_tokens = r.output_tokens + excluded.output_tokens,
                cost_micro_usd = r.cost_micro_usd + excluded.cost_micro_usd,
                created_at = least(r.created_at, excluded.created_at)
            where r.source = 'turn' and r.user_id = excluded.user_id
            """;

    private static final String ADD_CALLS = """
            insert into task (tenant_id, run_id, number, status, model, error_code, input_tokens, output_tokens,
                              cost_micro_usd, started_at, finished_at)
            select ?1, ?2, before.calls + c.number, c.status, c.model, c.error_code, c.input_tokens, c.output_tokens,
                   c.cost_micro_usd, c.started_at, c.finished_at
            from jsonb_to_recordset(cast(cast(?3 as text) as jsonb)) as c (
                   number int, status text, model text, error_code text, input_tokens bigint, output_tokens bigint,
                   cost_micro_usd bigint, started_at timestamptz, finished_at timestamptz),
                 (select coalesce(max(t.number), 0) as calls from task t where t.tenant_id = ?1 and t.run_id = ?2) before
            """;

    private record Attempt(
            UUID tenantId,
            UUID runId,
            String userId,
            UUID agentId,
            String agentRole,
            long agentVersion,
            @Nullable UUID conversationId,
            String status,
            @Nullable String errorCode,
            @Nullable String errorDetail,
            long inputTokens,
            long outputTokens,
            long costMicroUsd,
            Instant startedAt,
            @Nullable Instant finishedAt) {}

    private record Call(
            int number,
            String status,
            String model,
            @Nullable String errorCode,
            long inputTokens,
            long outputTokens,
            long costMicroUsd,
            Instant startedAt,
            Instant finishedAt) {}

    private final ObjectMapper json;

    TurnRuns(ObjectMapper json) {
        this.json = json;
    }

    Uni<Void> add(TurnAttempt attempt) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(ADD)
                        .setParameter(1, write(row(attempt)))
                        .setParameter(2, attempt.status().isPresent())
                        .executeUpdate())
                .chain(added -> added == 0 || attempt.calls().isEmpty()
                        ? Uni.createFrom().voidItem()
                        : addCalls(attempt));
    }

    private Uni<Void> addCalls(TurnAttempt attempt) {
        List<Call> calls = attempt.calls().stream().map(TurnRuns::row).toList();
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(ADD_CALLS)
                        .setParameter(1, attempt.tenantId())
                        .setParameter(2, attempt.runId())
                        .setParameter(3, write(calls))
                        .executeUpdate())
                .replaceWithVoid();
    }

    private static Attempt row(TurnAttempt attempt) {
        RunStatus status = attempt.status().orElse(RunStatus.RUNNING);
        return new Attempt(
                attempt.tenantId(),
                attempt.runId(),
                attempt.userId(),
                attempt.turn().agentId(),
                attempt.turn().agentRole(),
                attempt.turn().agentVersion(),
                attempt.turn().conversationId(),
                RunRow.word(status),
                attempt.failure().map(RunFailure::code).orElse(null),
                attempt.failure().map(RunFailure::detail).orElse(null),
                attempt.tokens().input(),
                attempt.tokens().output(),
                attempt.tokens().costMicroUsd(),
                attempt.startedAt(),
                status.isEnd() ? attempt.endedAt() : null);
    }

    private static Call row(Task call) {
        return new Call(
                call.number(),
                RunRow.word(call.status()),
                call.model(),
                call.errorCode(),
                call.tokens().input(),
                call.tokens().output(),
                call.tokens().costMicroUsd(),
                call.startedAt(),
                call.finishedAt().orElseThrow());
    }

    private String write(Object row) {
        try {
            return json.writeValueAsString(row);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Rows are JSON", impossible);
        }
    }
}
