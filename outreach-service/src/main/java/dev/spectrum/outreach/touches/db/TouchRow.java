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
import org.hibernate.annotations.CreationTimestamp;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.UpdateTimestamp;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

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

    /** Written by the database's claim alone. */
    @Nullable
    @Column(name = "claimed_by", insertable = false, updatable = false)
    UUID claimedBy;

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

    @CreationTimestamp
    @Column(name = "created_at")
    Instant createdAt;

    @UpdateTimestamp
    @Column(name = "updated_at")
    Instant updatedAt;

    static TouchRow of(Touch touch) {
        TouchRow row = new TouchRow();
        TouchPlan plan = touch.plan();
        row.id = plan.id();
        row.tenantId = plan.tenantId();
        row.campaignId = plan.campaignId();
        row.step = plan.step();
        row.leadId = plan.leadId();
        row.senderId = plan.senderId();
        row.channel = plan.channel().word();
        row.variant = plan.variant();
        row.dueAt = plan.dueAt();
        row.put(touch);
        return row;
    }

    void put(Touch touch) {
        status = touch.status().word();
        claimableAt = touch.claimableAt();
        attempts = touch.attempts().count();
        uncertain = touch.attempts().uncertain();
        firstAttemptAt = touch.attempts().firstAt().orElse(null);
        countedAt = touch.attempts().countedAt().orElse(null);
        code = touch.note().code();
        reason = touch.note().reason();
        message = touch.message().orElse(null);
        messageId = touch.message().map(OutgoingMessage::messageId).orElse("");
        sentAt = touch.sentAt().orElse(null);
    }

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
