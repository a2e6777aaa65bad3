package dev.spectrum.gateway.calls.db;

import dev.spectrum.gateway.calls.Call;
import dev.spectrum.gateway.calls.CallLog;
import dev.spectrum.gateway.calls.Outcome;
import dev.spectrum.gateway.calls.RecordedArguments;
import dev.spectrum.gateway.calls.RecordedCall;
import dev.spectrum.gateway.permissions.domain.Access;
import dev.spectrum.gateway.tools.ToolDefinition;
import dev.spectrum.platform.tenant.Caller;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class PanacheCallLog implements CallLog, PanacheRepositoryBase<ToolCallRow, UUID> {

    @Override
    public Uni<Void> add(Call call, Optional<ToolDefinition> tool, Outcome outcome, String reason) {
        Caller caller = call.request().caller();
        ToolCallRow row = new ToolCallRow();
        row.id = call.id();
        row.tenantId = caller.tenantId();
        row.tool = RecordedArguments.text(call.request().tool());
        row.dataSource = tool.map(ToolDefinition::dataSource).orElse(null);
        row.access = tool.map(definition -> lowerCase(definition.access())).orElse(null);
        row.caller = call.callerId();
        row.callerName = caller.name();
        row.agentRole = call.request().agentRole().map(RecordedArguments::text).orElse(null);
        row.arguments = RecordedArguments.of(call.request().arguments());
        row.idempotencyKey = call.key().orElse(null);
        row.outcome = lowerCase(outcome);
        row.reason = reason.isEmpty() ? null : reason;
        row.durationMs = outcome == Outcome.STARTED ? null : call.durationMs();
        row.calledAt = call.calledAt();
        return persist(row).replaceWithVoid();
    }

    @Override
    public Uni<Boolean> end(UUID callId, Outcome outcome, String reason, Optional<Long> durationMs) {
        return update(
                        "outcome = ?1, reason = ?2, durationMs = ?3 where id = ?4 and outcome = 'started'",
                        lowerCase(outcome),
                        reason.isEmpty() ? null : reason,
                        durationMs.orElse(null),
                        callId)
                .map(ended -> ended == 1);
    }

    @Override
    public Uni<List<RecordedCall>> list(Filter filter, Optional<UUID> before, int limit) {
        StringBuilder query = new StringBuilder("1 = 1");
        Parameters parameters = new Parameters();
        add(query, parameters, " and tool = :tool", "tool", filter.tool());
        add(query, parameters, " and agentRole = :agentRole", "agentRole", filter.agentRole());
        add(query, parameters, " and calledAt >= :from", "from", filter.from());
        add(query, parameters, " and calledAt < :to", "to", filter.to());
        add(query, parameters, " and id < :before", "before", before);
        return find(query + " order by id desc", parameters)
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

    private static RecordedCall recorded(ToolCallRow row) {
        return new RecordedCall(
                row.id,
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

    private static String lowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
