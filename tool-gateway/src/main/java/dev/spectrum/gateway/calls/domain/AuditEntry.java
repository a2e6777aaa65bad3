package dev.spectrum.gateway.calls.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
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
        MessageDigest sha256 = Chain.sha256();
        add(sha256, tenantId.toString());
        add(sha256, id.toString());
        add(sha256, callId.toString());
        add(sha256, tool);
        add(sha256, dataSource);
        add(sha256, access);
        add(sha256, caller);
        add(sha256, callerName);
        add(sha256, agentRole);
        add(sha256, arguments);
        add(sha256, idempotencyKey);
        add(sha256, outcome);
        add(sha256, reason);
        add(sha256, durationMs == null ? null : durationMs.toString());
        add(sha256, Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, calledAt)));
        return sha256.digest();
    }

    private static void add(MessageDigest sha256, @Nullable String field) {
        if (field == null) {
            sha256.update((byte) '-');
            return;
        }
        byte[] text = field.getBytes(StandardCharsets.UTF_8);
        sha256.update((text.length + ":").getBytes(StandardCharsets.US_ASCII));
        sha256.update(text);
    }
}
