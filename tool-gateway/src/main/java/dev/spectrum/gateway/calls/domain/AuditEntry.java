package dev.spectrum.gateway.calls.domain;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one entry of the audit trail says: that a call has started, or how it ended.
 *
 * @param id its own, UUIDv7
 * @param access {@code read} or {@code write}; null, as is the data source, for a tool that there is not
 * @param arguments JSON, without secrets, long parts cut
 * @param outcome in lower case
 * @param calledAt in whole microseconds
 */
public record AuditEntry(
        UUID tenantId,
        UUID id,
        UUID callId,
        String tool,
        @Nullable String dataSource,
        @Nullable String access,
        String caller,
        String callerName,
        @Nullable String agentRole,
        String arguments,
        @Nullable String idempotencyKey,
        String outcome,
        @Nullable String reason,
        @Nullable Long durationMs,
        Instant calledAt) {

    /**
     * SHA-256 over all that it says: each field, in the order above and in UTF-8, as its length in bytes, a colon and
     * itself, or a hyphen where there is none. The time is in microseconds since 1970.
     */
    public byte[] digest() {
        StringBuilder all = new StringBuilder(1024);
        add(all, tenantId.toString());
        add(all, id.toString());
        add(all, callId.toString());
        add(all, tool);
        add(all, dataSource);
        add(all, access);
        add(all, caller);
        add(all, callerName);
        add(all, agentRole);
        add(all, arguments);
        add(all, idempotencyKey);
        add(all, outcome);
        add(all, reason);
        add(all, durationMs == null ? null : durationMs.toString());
        add(all, Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, calledAt)));
        return Chain.sha256().digest(all.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void add(StringBuilder all, @Nullable String field) {
        if (field == null) {
            all.append('-');
        } else {
            all.append(bytes(field)).append(':').append(field);
        }
    }

    /** In UTF-8, of which ASCII is all that most fields have. */
    private static int bytes(String field) {
        for (int i = 0; i < field.length(); i++) {
            if (field.charAt(i) >= 0x80) {
                return field.getBytes(StandardCharsets.UTF_8).length;
            }
        }
        return field.length();
    }
}
