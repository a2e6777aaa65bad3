package dev.spectrum.gateway.calls.db;

import dev.spectrum.gateway.calls.CallLog;
import dev.spectrum.gateway.calls.Outcome;
import dev.spectrum.gateway.calls.RecordedCall;
import dev.spectrum.gateway.calls.domain.AuditEntry;
import dev.spectrum.gateway.calls.domain.Chain;
import dev.spectrum.gateway.calls.domain.ChainedEntry;
import dev.spectrum.gateway.calls.domain.Head;
import dev.spectrum.gateway.permissions.domain.Access;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class PanacheCallLog implements CallLog, PanacheRepositoryBase<ToolCallRow, UUID> {

    private static final String LATEST = "from ToolCallRow c where not exists"
            + " (from ToolCallRow later where later.callId = c.callId and later.position > c.position)";
    /** The arguments as the text that was hashed. */
    private static final String ENTRIES =
            "select tenant_id, id, call_id, tool, data_source, access, caller, caller_name,"
                    + " agent_role, cast(arguments as text), idempotency_key, outcome, reason, duration_ms, called_at,"
                    + " position, previous_hash, hash from tool_call where position >= ?1 order by position limit ?2";

    @Override
    public Uni<List<RecordedCall>> list(Filter filter, Optional<UUID> before, int limit) {
        StringBuilder query = new StringBuilder(LATEST);
        Parameters parameters = new Parameters();
        add(query, parameters, " and c.tool = :tool", "tool", filter.tool());
        add(query, parameters, " and c.agentRole = :agentRole", "agentRole", filter.agentRole());
        add(query, parameters, " and c.calledAt >= :from", "from", filter.from());
        add(query, parameters, " and c.calledAt < :to", "to", filter.to());
        add(query, parameters, " and c.callId < :before", "before", before);
        return find(query + " order by c.callId desc", parameters)
                .page(0, limit)
                .list()
                .map(rows -> rows.stream().map(PanacheCallLog::recorded).toList());
    }

    private static void add(
            StringBuilder query, Parameters parameters, String condition, String name, Optional<?> value) {
        value.ifPresent(given -> {
            query.append(condition);
            parameters.and(name, given);
        });
    }

    @Override
    public Uni<Optional<RecordedCall>> find(UUID callId) {
        return find("callId = ?1 order by position desc", callId)
                .firstResult()
                .map(row -> Optional.ofNullable(row).map(PanacheCallLog::recorded));
    }

    @Override
    public Uni<Head> head() {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("select position, hash from tool_call_head", Object[].class)
                        .getSingleResultOrNull())
                .map(row -> row == null
                        ? new Head(0, Chain.beginning())
                        : new Head(((Number) row[0]).longValue(), (byte[]) row[1]));
    }

    @Override
    public Uni<List<ChainedEntry>> entries(long from, int limit) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(ENTRIES, Object[].class)
                        .setParameter(1, from)
                        .setParameter(2, limit)
                        .getResultList())
                .map(rows -> rows.stream().map(PanacheCallLog::chained).toList());
    }

    private static ChainedEntry chained(Object[] row) {
        AuditEntry entry = new AuditEntry(
                (UUID) row[0],
                (UUID) row[1],
                (UUID) row[2],
                (String) row[3],
                (String) row[4],
                (String) row[5],
                (String) row[6],
                (String) row[7],
                (String) row[8],
                (String) row[9],
                (String) row[10],
                (String) row[11],
                (String) row[12],
                row[13] == null ? null : ((Number) row[13]).longValue(),
                ((OffsetDateTime) row[14]).toInstant());
        return new ChainedEntry(((Number) row[15]).longValue(), (byte[]) row[16], (byte[]) row[17], entry);
    }

    private static RecordedCall recorded(ToolCallRow row) {
        return new RecordedCall(
                row.callId,
                row.tool,
                row.dataSource,
                row.access == null ? null : Access.valueOf(row.access.toUpperCase(Locale.ROOT)),
                row.caller,
                row.callerName,
                row.agentRole,
                row.arguments,
                row.idempotencyKey,
                Outcome.valueOf(row.outcome.toUpperCase(Locale.ROOT)),
                row.reason,
                row.durationMs,
                row.calledAt);
    }
}
