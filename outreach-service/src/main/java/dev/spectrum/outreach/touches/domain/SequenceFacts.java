package dev.spectrum.outreach.touches.domain;

import dev.spectrum.outreach.approvals.domain.Approval;
import dev.spectrum.outreach.approvals.domain.ApprovalStatus;
import dev.spectrum.outreach.campaigns.domain.StepCondition;
import dev.spectrum.outreach.settings.domain.OutreachSettings;
import dev.spectrum.outreach.settings.domain.PermissionMode;
import dev.spectrum.outreach.texts.domain.GeneratedText;
import dev.spectrum.outreach.tracking.domain.EngagementKind;
import dev.spectrum.outreach.tracking.domain.LinkWriter;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a touch's sequence and its permission mode ask for before it is sent.
 *
 * @param engagement what the lead did with the messages before
 * @param mode the strictest of the tenant's, the channel's and the campaign's
 * @param approval what a person was asked about it, if one was
 * @param links writes the links of its message
 * @param text what an agent wrote for it, if one was to and has
 */
public record SequenceFacts(
        Set<EngagementKind> engagement,
        PermissionMode mode,
        OutreachSettings settings,
        Optional<Approval> approval,
        LinkWriter links,
        Optional<GeneratedText> text) {

    /** Nothing happened before, and nobody is asked. */
    public static final SequenceFacts NONE = new SequenceFacts(
            Set.of(),
            PermissionMode.AUTOPILOT,
            OutreachSettings.NONE,
            Optional.empty(),
            LinkWriter.NONE,
            Optional.empty());

    public SequenceFacts {
        engagement = Set.copyOf(engagement);
    }

    /** Whether the step is for this lead. The hours without an answer are over when the touch is due. */
    boolean meets(@Nullable StepCondition condition) {
        if (condition == null) {
            return true;
        }
        return switch (condition.event()) {
            case OPENED -> engagement.contains(EngagementKind.OPENED) || engagement.contains(EngagementKind.CLICKED);
            case CLICKED -> engagement.contains(EngagementKind.CLICKED);
            case NO_REPLY -> !engagement.contains(EngagementKind.REPLIED);
        };
    }

    /** Whether a person agreed, or none is asked. */
    boolean isAllowed() {
        return approval.isPresent() ? isApproved() : mode == PermissionMode.AUTOPILOT;
    }

    /** Whether a person agreed to this text. */
    boolean isApproved() {
        return approval.filter(asked -> asked.status() == ApprovalStatus.APPROVED)
                .isPresent();
    }

    /** What a person is asked: the message as it would be sent now. */
    public Approval toApprove(SendFacts facts) {
        TouchPlan plan = facts.touch().plan();
        Personalisation content = facts.content();
        return new Approval(
                plan.tenantId(),
                plan.id(),
                plan.campaignId(),
                plan.leadId(),
                plan.step(),
                plan.channel(),
                facts.address(),
                mode,
                ApprovalStatus.PENDING,
                content.subject(),
                content.body(),
                false,
                "",
                "",
                Optional.empty(),
                settings.approvalExpiry(facts.now()),
                facts.now(),
                0);
    }
}
