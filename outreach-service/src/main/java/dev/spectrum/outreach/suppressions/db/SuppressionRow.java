package dev.spectrum.outreach.suppressions.db;

import dev.spectrum.outreach.senders.domain.Channel;
import dev.spectrum.outreach.suppressions.domain.Suppressed;
import dev.spectrum.outreach.suppressions.domain.Suppression;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "suppression")
class SuppressionRow {

    @Id
    UUID id;

    @Column(name = "tenant_id")
    UUID tenantId;

    String channel;
    String kind;
    String value;
    String reason;

    @Nullable
    @Column(name = "lead_id")
    UUID leadId;

    @Column(name = "created_by")
    String createdBy;

    @Column(name = "created_at")
    Instant createdAt;

    @Nullable
    @Column(name = "deleted_by")
    String deletedBy;

    @Nullable
    @Column(name = "deleted_at")
    Instant deletedAt;

    Suppression toSuppression() {
        return new Suppression(
                tenantId,
                id,
                Channel.valueOf(channel.toUpperCase(Locale.ROOT)),
                new Suppressed(Suppressed.Kind.valueOf(kind.toUpperCase(Locale.ROOT)), value),
                reason,
                Optional.ofNullable(leadId),
                createdBy,
                createdAt);
    }
}
