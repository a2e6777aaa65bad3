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
@Table(name = "global_suppression")
class GlobalSuppressionRow {

    @Id
    UUID id;

    String channel;
    String kind;
    String value;
    String reason;

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

    static GlobalSuppressionRow of(Suppression suppression) {
        GlobalSuppressionRow row = new GlobalSuppressionRow();
        row.id = suppression.id();
        row.channel = suppression.channel().word();
        row.kind = suppression.suppressed().kind().name().toLowerCase(Locale.ROOT);
        row.value = suppression.suppressed().value();
        row.reason = suppression.reason();
        row.createdBy = suppression.createdBy();
        row.createdAt = suppression.createdAt();
        return row;
    }

    Suppression toSuppression() {
        return new Suppression(
                Suppression.ALL_TENANTS,
                id,
                Channel.valueOf(channel.toUpperCase(Locale.ROOT)),
                new Suppressed(Suppressed.Kind.valueOf(kind.toUpperCase(Locale.ROOT)), value),
                reason,
                Optional.empty(),
                createdBy,
                createdAt);
    }
}
