package dev.spectrum.agent.runs.db;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.agent.runs.domain.Run;
import dev.spectrum.agent.runs.domain.RunFailure;
import dev.spectrum.agent.runs.domain.RunStatus;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** What becomes of runs: each step is one statement that holds whoever else ends the same run. */
@ApplicationScoped
class RunEnds {

    private final ObjectMapper json;

    RunEnds(ObjectMapper json) {
        this.json = json;
    }

    Uni<Optional<Run>> end(Run ended) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                update run set
                                    output = case when status = 'running' and not redacted then cast(cast(?2 as text) as jsonb) end,
                                    error_code = case when status = 'running' then cast(?3 as text) else error_code end,
                                    error_detail = case when status <> 'running' then error_detail when not redacted then cast(?4 as text) end,
                                    status = case when status = 'running' then ?5 else status end,
                                    finished_at = coalesce(finished_at, ?6),
                                    input_tokens = ?7, output_tokens = ?8, cost_micro_usd = ?9,
                                    lease_until = null
                                where id = ?1 and lease_until is not null
                                returning status, finished_at
                                """, Object[].class)
                        .setParameter(1, ended.id())
                        .setParameter(2, ended.output() == null ? null : write(new RunRow.Output(ended.output())))
                        .setParameter(3, ended.failure().map(RunFailure::code).orElse(null))
                        .setParameter(4, ended.failure().map(RunFailure::detail).orElse(null))
                        .setParameter(5, RunRow.word(ended.status()))
                        .setParameter(6, ended.finishedAt().orElseThrow())
                        .setParameter(7, ended.tokens().input())
                        .setParameter(8, ended.tokens().output())
                        .setParameter(9, ended.tokens().costMicroUsd())
                        .getSingleResultOrNull())
                .map(row -> Optional.ofNullable(row).map(kept -> asKept(ended, kept)));
    }

    /** Somebody may have cancelled it meanwhile. */
    private static Run asKept(Run ended, Object[] row) {
        RunStatus status = RunStatus.valueOf(((String) row[0]).toUpperCase(Locale.ROOT));
        boolean asSaid = status == ended.status();
        return new Run(
                ended.tenantId(),
                ended.id(),
                ended.userId(),
                ended.origin(),
                ended.name(),
                status,
                ended.variables(),
                ended.personal(),
                ended.redacted(),
                ended.structured(),
                asSaid ? ended.output() : null,
                asSaid ? ended.failure() : Optional.of(RunFailure.CANCELLED),
                ended.tokens(),
                ended.createdAt(),
                Optional.of(((OffsetDateTime) row[1]).toInstant()));
    }

    Uni<Boolean> cancel(UUID id) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "update run set status = 'cancelled', finished_at = now(), error_code = ?2,"
                                        + " error_detail = ?3 where id = ?1 and status = 'running'")
                        .setParameter(1, id)
                        .setParameter(2, RunFailure.CANCELLED.code())
                        .setParameter(3, RunFailure.CANCELLED.detail())
                        .executeUpdate())
                .map(changed -> changed == 1);
    }

    Uni<Boolean> lockLost(UUID id) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select id from run where id = ?1 and lease_until < now() for update skip locked",
                                UUID.class)
                        .setParameter(1, id)
                        .getSingleResultOrNull())
                .map(found -> found != null);
    }

    Uni<List<UUID>> stillRunning(Collection<UUID> ids, Duration lease) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "with alive as (update run set lease_until = ?2 where id in (?1)"
                                        + " and lease_until is not null returning id, status)"
                                        + " select id from alive where status = 'running'",
                                UUID.class)
                        .setParameter(1, ids)
                        .setParameter(2, Instant.now().plus(lease))
                        .getResultList());
    }

    private String write(RunRow.Output output) {
        try {
            return json.writeValueAsString(output);
        } catch (JsonProcessingException notSerialisable) {
            throw new IllegalArgumentException("An output must be JSON", notSerialisable);
        }
    }
}
