package dev.spectrum.platform.outbox;

import io.vertx.mutiny.sqlclient.Row;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event as the relay publishes it.
 *
 * @param row the id of the outbox's row that holds it
 * @param inRow how many events that row holds
 * @param occurredAt as RFC 3339 writes it
 */
record OutboxRecord(
        UUID tenantId,
        UUID row,
        int inRow,
        UUID id,
        String topic,
        String type,
        String subject,
        String occurredAt,
        @Nullable String traceparent,
        String data) {

    static List<OutboxRecord> from(Row row, EventBundle bundle) {
        UUID tenantId = row.getUUID("tenant_id");
        UUID id = row.getUUID("id");
        String topic = row.getString("topic");
        String data = row.getString("data");
        Integer bundled = row.getInteger("bundled");
        return bundled == null
                ? List.of(new OutboxRecord(
                        tenantId,
                        id,
                        1,
                        id,
                        topic,
                        row.getString("type"),
                        row.getString("subject"),
                        row.getOffsetDateTime("occurred_at").toInstant().toString(),
                        row.getString("traceparent"),
                        data))
                : bundle.read(data).stream()
                        .map(event -> new OutboxRecord(
                                tenantId,
                                id,
                                bundled,
                                event.id(),
                                topic,
                                event.type(),
                                event.subject(),
                                event.occurredAt(),
                                event.traceparent(),
                                event.data()))
                        .toList();
    }

    /** Order holds per tenant and aggregate, so the two are the Kafka key. */
    String key() {
        return tenantId + ":" + subject;
    }
}
