package dev.spectrum.outreach.touches.db;

import dev.spectrum.outreach.senders.domain.Channel;
import dev.spectrum.outreach.touches.domain.Attempts;
import dev.spectrum.outreach.touches.domain.OutgoingMessage;
import dev.spectrum.outreach.touches.domain.Touch;
import dev.spectrum.outreach.touches.domain.TouchPlan;
import dev.spectrum.outreach.touches.domain.TouchStatus;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A touch to be read: whatever writes many at once does without entities. */
@Entity
@Table(name = "touch")
class TouchRow {

    @Id
    UUID id;

    @Column(name = "tenant_id")
    UUID tenantId;

    @Column(name = "campaign_id")
    UUID campaignId;

    int step;

    @Column(name = "lead_id")
    UUID leadId;

    @Column(name = "sender_id")
    UUID senderId;

    String channel;
    String variant;
    String status;

    @Column(name = "due_at")
    Instant dueAt;

    @Column(name = "claimable_at")
    Instant claimableAt;

    int attempts;
    int uncertain;

    @Nullable
    @Column(name = "first_attempt_at")
    Instant firstAttemptAt;

    @Nullable
    @Column(name = "counted_at")
    Instant countedAt;

    String code;
    String reason;

    @Nullable
    @JdbcTypeCode(SqlTypes.JSON)
    OutgoingMessage message;

    @Column(name = "message_id")
    String messageId;

    @Nullable
    @Column(name = "sent_at")
    Instant sentAt;

    @Version
    long version;

    Touch toTouch() {
        return new Touch(
                new TouchPlan(
                        tenantId,
                        id,
                        campaignId,
                        step,
                        leadId,
                        senderId,
                        Channel.valueOf(channel.toUpperCase(Locale.ROOT)),
                        variant,
                        dueAt),
                TouchStatus.valueOf(status.toUpperCase(Locale.ROOT)),
                claimableAt,
                new Attempts(attempts, uncertain, Optional.ofNullable(firstAttemptAt), Optional.ofNullable(countedAt)),
                new Touch.Note(code, reason),
                Optional.ofNullable(message),
                Optional.ofNullable(sentAt));
    }
}
