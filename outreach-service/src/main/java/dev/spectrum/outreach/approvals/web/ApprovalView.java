package dev.spectrum.outreach.approvals.web;

import dev.spectrum.outreach.approvals.domain.Approval;
import dev.spectrum.outreach.approvals.domain.ApprovalStatus;
import dev.spectrum.outreach.senders.domain.Channel;
import dev.spectrum.outreach.settings.domain.PermissionMode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An approval as clients read it; its id is the touch's. */
record ApprovalView(
        UUID id,
        UUID campaignId,
        UUID leadId,
        int step,
        Channel channel,
        String to,
        PermissionMode mode,
        ApprovalStatus status,
        String subject,
        String body,
        boolean edited,
        String decidedBy,
        String reason,
        @Nullable Instant decidedAt,
        Instant expiresAt,
        Instant createdAt,
        long version) {

    static ApprovalView of(Approval approval) {
        return new ApprovalView(
                approval.id(),
                approval.campaignId(),
                approval.leadId(),
                approval.step(),
                approval.channel(),
                approval.to(),
                approval.mode(),
                approval.status(),
                approval.subject(),
                approval.body(),
                approval.edited(),
                approval.decidedBy(),
                approval.reason(),
                approval.decidedAt().orElse(null),
                approval.expiresAt(),
                approval.createdAt(),
                approval.version());
    }
}
