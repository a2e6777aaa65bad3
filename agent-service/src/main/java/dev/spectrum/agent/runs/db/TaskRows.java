package dev.spectrum.agent.runs.db;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.agent.runs.domain.Run;
import dev.spectrum.agent.runs.domain.RunFailure;
import dev.spectrum.agent.runs.domain.RunStatus;
import dev.spectrum.agent.runs.domain.Task;
import dev.spectrum.agent.runs.domain.Tokens;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The model calls of runs. What was said in them is kept unless their run is redacted. */
@ApplicationScoped
class TaskRows {

    private final ObjectMapper json;

    TaskRows(ObjectMapper json) {
        this.json = json;
    }

    private record Messages(List<Task.Message> items) {}

    Uni<List<Task>> list(UUID runId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select number, status, model, cast(messages as text), output, error_code,"
                                        + " input_tokens, output_tokens, cost_micro_usd, started_at, finished_at"
                                        + " from task where run_id = ?1 order by number",
                                Object[].class)
                        .setParameter(1, runId)
                        .getResultList())
                .map(rows -> rows.stream().map(this::task).toList());
    }

    private Task task(Object[] row) {
        return new Task(
                (Integer) row[0],
                RunStatus.valueOf(((String) row[1]).toUpperCase(Locale.ROOT)),
                (String) row[2],
                messages((String) row[3]),
                (String) row[4],
                (String) row[5],
                new Tokens((Long) row[6], (Long) row[7], (Long) row[8]),
                ((OffsetDateTime) row[9]).toInstant(),
                Optional.ofNullable((OffsetDateTime) row[10]).map(OffsetDateTime::toInstant));
    }

    Uni<Void> add(UUID tenantId, UUID runId, Task task) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "insert into task (tenant_id, run_id, number, status, model, messages, output, error_code,"
                                        + " input_tokens, output_tokens, cost_micro_usd, started_at, finished_at)"
                                        + " select r.tenant_id, r.id, ?3, ?4, ?5,"
                                        + " case when not r.redacted then cast(cast(?6 as text) as jsonb) end,"
                                        + " case when not r.redacted then cast(?7 as text) end, cast(?8 as text),"
                                        + " ?9, ?10, ?11, ?12, cast(cast(?13 as text) as timestamptz)"
                                        + " from run r where r.tenant_id = ?1 and r.id = ?2")
                        .setParameter(1, tenantId)
                        .setParameter(2, runId)
                        .setParameter(3, task.number())
                        .setParameter(4, RunRow.word(task.status()))
                        .setParameter(5, task.model())
                        .setParameter(6, write(task.messages()))
                        .setParameter(7, task.output())
                        .setParameter(8, task.errorCode())
                        .setParameter(9, task.tokens().input())
                        .setParameter(10, task.tokens().output())
                        .setParameter(11, task.tokens().costMicroUsd())
                        .setParameter(12, task.startedAt())
                        .setParameter(
                                13, task.finishedAt().map(Instant::toString).orElse(null))
                        .executeUpdate())
                .replaceWithVoid();
    }

    Uni<Void> end(UUID runId, Task task) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "update task set status = ?3, model = ?4, error_code = cast(?5 as text),"
                                        + " output = case when not (select r.redacted from run r where r.id = run_id)"
                                        + " then cast(?6 as text) end,"
                                        + " input_tokens = ?7, output_tokens = ?8, cost_micro_usd = ?9, finished_at = ?10"
                                        + " where run_id = ?1 and number = ?2 and status = 'running'")
                        .setParameter(1, runId)
                        .setParameter(2, task.number())
                        .setParameter(3, RunRow.word(task.status()))
                        .setParameter(4, task.model())
                        .setParameter(5, task.errorCode())
                        .setParameter(6, task.output())
                        .setParameter(7, task.tokens().input())
                        .setParameter(8, task.tokens().output())
                        .setParameter(9, task.tokens().costMicroUsd())
                        .setParameter(10, task.finishedAt().orElseThrow())
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** Tasks of a run that has ended have ended too, and as it did. */
    Uni<Void> endOthers(UUID runId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "update task set status = r.status, error_code = r.error_code, finished_at = r.finished_at"
                                        + " from run r where task.run_id = ?1 and task.status = 'running' and r.id = ?1"
                                        + " and r.tenant_id = task.tenant_id and r.status in ('failed', 'cancelled')")
                        .setParameter(1, runId)
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** What the ledger has beyond the tasks that have ended: it is written call by call, tasks when an answer is complete. */
    Uni<Tokens> endLost(Run run) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                with calls as (
                                    select row_number() over (order by at, id) as number, e.* from budget_entry e
                                    where e.run_id = ?1 and e.day >= ?2),
                                added as (
                                    insert into task as known (tenant_id, run_id, number, status, model, error_code,
                                                               input_tokens, output_tokens, cost_micro_usd, started_at,
                                                               finished_at)
                                    select tenant_id, run_id, number, 'failed', model, ?3, input_tokens, output_tokens,
                                           cost_micro_usd, at, at
                                    from calls
                                    on conflict (tenant_id, run_id, number) do update set
                                        status = excluded.status, model = excluded.model,
                                        error_code = excluded.error_code, input_tokens = excluded.input_tokens,
                                        output_tokens = excluded.output_tokens,
                                        cost_micro_usd = excluded.cost_micro_usd, finished_at = excluded.finished_at
                                    where known.status = 'running')
                                select cast(coalesce(sum(input_tokens), 0) as bigint),
                                       cast(coalesce(sum(output_tokens), 0) as bigint),
                                       cast(coalesce(sum(cost_micro_usd), 0) as bigint)
                                from calls""", Object[].class)
                        .setParameter(1, run.id())
                        .setParameter(2, LocalDate.ofInstant(run.createdAt(), ZoneOffset.UTC))
                        .setParameter(3, RunFailure.INTERRUPTED.code())
                        .getSingleResult())
                .map(sums -> new Tokens((Long) sums[0], (Long) sums[1], (Long) sums[2]));
    }

    private String write(@Nullable List<Task.Message> messages) {
        try {
            return json.writeValueAsString(new Messages(messages == null ? List.of() : messages));
        } catch (JsonProcessingException notSerialisable) {
            throw new IllegalArgumentException("Messages must be JSON", notSerialisable);
        }
    }

    private @Nullable List<Task.Message> messages(@Nullable String column) {
        try {
            return column == null
                    ? null
                    : json.readValue(column, Messages.class).items();
        } catch (JsonProcessingException notOurs) {
            throw new IllegalStateException("Columns hold what we wrote", notOurs);
        }
    }
}
