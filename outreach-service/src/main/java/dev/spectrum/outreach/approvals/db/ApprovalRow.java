package dev.spectrum.outreach.approvals.db;

import dev.spectrum.outreach.approvals.domain.Approval;
import dev.spectrum.outreach.approvals.domain.ApprovalStatus;
import dev.spectrum.outreach.senders.domain.Channel;
import dev.spectrum.outreach.settings.domain.PermissionMode;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.UpdateTimestamp;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "approval")
class ApprovalRow {

    @Id
    UUID id;

    @Column(name = "tenant_id")
    UUID tenantId;

    @Column(name = "campaign_id")
    UUID campaignId;

    @Column(name = "lead_id")
    UUID leadId;

    int step;
    String channel;
    String recipient;
    String mode;
    String status;
    String subject;
    String body;
    boolean edited;

    @Column(name = "decided_by")
    String decidedBy;

    String reason;

    @Nullable
    @Column(name = "decided_at")
    Instant decidedAt;

    @Column(name = "expires_at")
    Instant expiresAt;

    @Column(name = "created_at")
    Instant createdAt;

    @UpdateTimestamp
    @Column(name = "updated_at")
    Instant updatedAt;

    @Version
    long version;

    static ApprovalRow of(Approval approval) {
        ApprovalRow row = new ApprovalRow();
        row.id = approval.id();
        row.tenantId = approval.tenantId();
        row.campaignId = approval.campaignId();
        row.leadId = approval.leadId();
        row.step = approval.step();
        row.channel = approval.channel().word();
        row.recipient = approval.to();
        row.mode = approval.mode().name().toLowerCase(Locale.ROOT);
        row.expiresAt = approval.expiresAt();
        row.createdAt = approval.createdAt();
        row.put(approval);
        return row;
    }

    void put(Approval approval) {
        status = approval.status().word();
        subject = approval.subject();
        body = approval.body();
        edited = approval.edited();
        decidedBy = approval.decidedBy();
        reason = approval.reason();
        decidedAt = approval.decidedAt().orElse(null);
    }

    Approval toApproval() {
        return new Approval(
                tenantId,
                id,
                campaignId,
                leadId,
                step,
                Channel.valueOf(channel.toUpperCase(Locale.ROOT)),
                recipient,
                PermissionMode.valueOf(mode.toUpperCase(Locale.ROOT)),
                ApprovalStatus.valueOf(status.toUpperCase(Locale.ROOT)),
                subject,
                body,
                edited,
                decidedBy,
                reason,
                Optional.ofNullable(decidedAt),
                expiresAt,
                createdAt,
                version);
    }
}
