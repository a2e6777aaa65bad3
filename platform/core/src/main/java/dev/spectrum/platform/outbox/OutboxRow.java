package dev.spectrum.platform.outbox;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "outbox")
class OutboxRow {

    @Id
    UUID id;

    @Column(name = "tenant_id")
    UUID tenantId;

    String topic;
    String type;
    String subject;

    @Column(name = "occurred_at")
    Instant occurredAt;

    @Nullable
    String traceparent;

    String data;

    /** How many events {@link EventBundle} data holds; null: the row is one event. */
    @Nullable
    Integer bundled;
}
