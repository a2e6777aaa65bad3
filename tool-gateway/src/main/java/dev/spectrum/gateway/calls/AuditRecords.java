package dev.spectrum.gateway.calls;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.gateway.calls.domain.AuditEntry;
import dev.spectrum.gateway.permissions.domain.Access;
import dev.spectrum.gateway.permissions.domain.Refusal;
import dev.spectrum.gateway.tools.ToolDefinition;
import dev.spectrum.platform.tenant.Caller;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the audit trail and the events say of a call. */
final class AuditRecords {

    private AuditRecords() {}

    /** It is about to reach out. Nobody is told before it has ended. */
    static Journal.Record started(Call call, ToolDefinition tool) {
        return new Journal.Record(entry(call, Optional.of(tool), Outcome.STARTED, "", null), Optional.empty());
    }

    /** @param reason why it did not succeed, a word with hyphens; blank if it did */
    static Journal.Record ended(Call call, ToolDefinition tool, Outcome outcome, String reason, long durationMs) {
        return new Journal.Record(
                entry(call, Optional.of(tool), outcome, reason, durationMs),
                Optional.of(CallEvents.called(call, tool, outcome != Outcome.SUCCEEDED, durationMs)));
    }

    static Journal.Record refused(Call call, Optional<ToolDefinition> tool, Refusal reason) {
        return new Journal.Record(
                entry(call, tool, Outcome.REFUSED, reason.code(), call.durationMs()),
                Optional.of(CallEvents.refused(call, reason)));
    }

    /** A call of another process, which has not told how it ended. */
    static Journal.Record lost(UUID tenantId, RecordedCall started, String reason) {
        AuditEntry entry = new AuditEntry(
                tenantId,
                UuidCreator.getTimeOrderedEpoch(),
                started.id(),
                started.tool(),
                started.dataSource(),
                lowerCase(started.access()),
                started.caller(),
                started.callerName(),
                started.agentRole(),
                started.arguments().toString(),
                started.idempotencyKey(),
                Outcome.UNKNOWN.code(),
                reason,
                null,
                started.calledAt());
        return new Journal.Record(entry, Optional.empty());
    }

    private static AuditEntry entry(
            Call call, Optional<ToolDefinition> tool, Outcome outcome, String reason, @Nullable Long durationMs) {
        Caller caller = call.request().caller();
        return new AuditEntry(
                caller.tenantId(),
                UuidCreator.getTimeOrderedEpoch(),
                call.id(),
                RecordedArguments.text(call.request().tool()),
                tool.map(ToolDefinition::dataSource).orElse(null),
                lowerCase(tool.map(ToolDefinition::access).orElse(null)),
                call.callerId(),
                caller.name().isBlank() ? call.callerId() : caller.name(),
                call.request().agentRole().map(RecordedArguments::text).orElse(null),
                RecordedArguments.of(call.request().arguments()).toString(),
                call.key().orElse(null),
                outcome.code(),
                reason.isEmpty() ? null : reason,
                durationMs,
                call.calledAt());
    }

    private static @Nullable String lowerCase(@Nullable Access access) {
        return access == null ? null : access.name().toLowerCase(Locale.ROOT);
    }
}
