package dev.spectrum.agent.runs.db;

import dev.spectrum.agent.runs.Runs;
import dev.spectrum.agent.runs.domain.Origin;
import dev.spectrum.agent.runs.domain.ResolvedVariable;
import dev.spectrum.agent.runs.domain.Run;
import dev.spectrum.agent.runs.domain.RunFailure;
import dev.spectrum.agent.runs.domain.RunSource;
import dev.spectrum.agent.runs.domain.RunStatus;
import dev.spectrum.agent.runs.domain.Tokens;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** Written once; what becomes of it is written by {@link RunEnds}. A turn's is written by {@link TurnRuns} alone. */
@Entity
@Table(name = "run")
class RunRow {

    record Variables(List<ResolvedVariable> items) {}

    record Output(@Nullable Object value) {}

    @Id
    UUID id;

    @Column(name = "tenant_id")
    UUID tenantId;

    @Column(name = "user_id")
    String userId;

    String source;
    String name;

    @Nullable
    @Column(name = "prompt_id")
    UUID promptId;

    @Nullable
    @Column(name = "prompt_version")
    Long promptVersion;

    @Nullable
    @Column(name = "action_id")
    UUID actionId;

    @Nullable
    @Column(name = "action_version")
    Long actionVersion;

    @Nullable
    @Column(name = "shortcut_id")
    UUID shortcutId;

    @Nullable
    @Column(name = "agent_id")
    UUID agentId;

    @Nullable
    @Column(name = "agent_role")
    String agentRole;

    @Nullable
    @Column(name = "agent_version")
    Long agentVersion;

    @Nullable
    @Column(name = "conversation_id")
    UUID conversationId;

    String status;

    @JdbcTypeCode(SqlTypes.JSON)
    Variables variables;

    boolean personal;
    boolean redacted;
    boolean structured;

    @Nullable
    @JdbcTypeCode(SqlTypes.JSON)
    Output output;

    @Nullable
    @Column(name = "error_code")
    String errorCode;

    @Nullable
    @Column(name = "error_detail")
    String errorDetail;

    @Column(name = "input_tokens")
    long inputTokens;

    @Column(name = "output_tokens")
    long outputTokens;

    @Column(name = "cost_micro_usd")
    long costMicroUsd;

    @Nullable
    @Column(name = "idempotency_key")
    String idempotencyKey;

    @Nullable
    @Column(name = "request_hash")
    String requestHash;

    @Column(name = "created_at")
    Instant createdAt;

    @Nullable
    @Column(name = "finished_at")
    Instant finishedAt;

    @Nullable
    @Column(name = "lease_until")
    Instant leaseUntil;

    static RunRow of(Run run, Optional<Runs.Key> key, Duration lease) {
        RunRow row = new RunRow();
        row.id = run.id();
        row.tenantId = run.tenantId();
        row.userId = run.userId();
        row.source = word(run.origin().source());
        row.name = run.name();
        row.promptId = run.origin().promptId();
        row.promptVersion = run.origin().promptVersion();
        row.actionId = run.origin().actionId();
        row.actionVersion = run.origin().actionVersion();
        row.shortcutId = run.origin().shortcutId();
        row.status = word(run.status());
        row.variables = new Variables(
                run.redacted()
                        ? run.variables().stream()
                                .map(ResolvedVariable::withoutValue)
                                .toList()
                        : run.variables());
        row.personal = run.personal();
        row.redacted = run.redacted();
        row.structured = run.structured();
        row.idempotencyKey = key.map(Runs.Key::key).orElse(null);
        row.requestHash = key.map(Runs.Key::requestHash).orElse(null);
        row.createdAt = run.createdAt();
        row.leaseUntil = Instant.now().plus(lease);
        return row;
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    Run toRun() {
        return new Run(
                tenantId,
                id,
                userId,
                new Origin(
                        RunSource.valueOf(source.toUpperCase(Locale.ROOT)),
                        promptId,
                        promptVersion,
                        actionId,
                        actionVersion,
                        shortcutId,
                        turn()),
                name,
                RunStatus.valueOf(status.toUpperCase(Locale.ROOT)),
                variables.items(),
                personal,
                redacted,
                structured,
                output == null ? null : output.value(),
                errorCode == null
                        ? Optional.empty()
                        : Optional.of(new RunFailure(errorCode, Objects.requireNonNullElse(errorDetail, ""))),
                new Tokens(inputTokens, outputTokens, costMicroUsd),
                createdAt,
                Optional.ofNullable(finishedAt));
    }

    private Origin.@Nullable Turn turn() {
        return agentId == null
                ? null
                : new Origin.Turn(
                        agentId,
                        Objects.requireNonNull(agentRole),
                        Objects.requireNonNull(agentVersion),
                        conversationId);
    }
}
