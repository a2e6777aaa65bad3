package dev.spectrum.conversation.erasure.db;

import dev.spectrum.conversation.erasure.domain.Erasure;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** Added and read; what becomes of it is written by the database's own functions. */
@Entity
@Immutable
@Table(name = "erasure")
class ErasureRow {

    @Id
    UUID id;

    @Column(name = "tenant_id")
    UUID tenantId;

    @Column(name = "user_id")
    String userId;

    @Column(name = "requested_by")
    String requestedBy;

    @Column(name = "requested_at")
    Instant requestedAt;

    long conversations;
    long messages;

    @Nullable
    @Column(name = "completed_at")
    Instant completedAt;

    static ErasureRow of(UUID tenantId, Erasure erasure) {
        ErasureRow row = new ErasureRow();
        row.id = erasure.id();
        row.tenantId = tenantId;
        row.userId = erasure.userId();
        row.requestedBy = erasure.requestedBy();
        row.requestedAt = erasure.requestedAt();
        return row;
    }

    Erasure toErasure() {
        return new Erasure(
                id, userId, requestedBy, requestedAt, conversations, messages, Optional.ofNullable(completedAt));
    }
}
