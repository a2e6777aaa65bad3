package dev.spectrum.platform.outbox;

import io.vertx.mutiny.sqlclient.Row;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One event as the relay reads it. */
record OutboxRecord(
        UUID id,
        UUID tenantId,
        String topic,
        String type,
        String subject,
        OffsetDateTime occurredAt,
        @Nullable String traceparent,
        String data) {

    static OutboxRecord from(Row row) {
        return new OutboxRecord(
                row.getUUID("id"),
                row.getUUID("tenant_id"),
                row.getString("topic"),
                row.getString("type"),
                row.getString("subject"),
                row.getOffsetDateTime("occurred_at"),
                row.getString("traceparent"),
                row.getString("data"));
    }

    /** Order holds per tenant and aggregate, so the two are the Kafka key. */
    String key() {
        return tenantId + ":" + subject;
    }
}
