package dev.spectrum.outreach.approvals;

import dev.spectrum.outreach.approvals.domain.Approval;
import dev.spectrum.outreach.approvals.domain.ApprovalStatus;
import dev.spectrum.outreach.senders.domain.Channel;
import dev.spectrum.platform.event.OutgoingEvent;
import java.time.Instant;
import java.util.UUID;

/** What is told of approvals. */
final class ApprovalEvents {

    private record ApprovalRequested(UUID touchId, UUID campaignId, UUID leadId, Channel channel, Instant expiresAt) {}

    private record ApprovalDecided(
            UUID touchId, UUID campaignId, UUID leadId, ApprovalStatus decision, boolean edited, String decidedBy) {}

    private ApprovalEvents() {}

    static OutgoingEvent requested(Approval approval) {
        return event(
                approval,
                "requested",
                new ApprovalRequested(
                        approval.id(),
                        approval.campaignId(),
                        approval.leadId(),
                        approval.channel(),
                        approval.expiresAt()));
    }

    static OutgoingEvent decided(Approval approval) {
        return event(
                approval,
                "decided",
                new ApprovalDecided(
                        approval.id(),
                        approval.campaignId(),
                        approval.leadId(),
                        approval.status(),
                        approval.edited(),
                        approval.decidedBy()));
    }

    private static OutgoingEvent event(Approval approval, String what, Object data) {
        return new OutgoingEvent(
                "spectrum.outreach.events",
                "dev.spectrum.outreach.approval." + what + ".v1",
                approval.tenantId(),
                approval.id().toString(),
                data);
    }
}
