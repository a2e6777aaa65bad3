package dev.spectrum.outreach.campaigns.web;

import dev.spectrum.outreach.campaigns.LeadFilterJson;
import dev.spectrum.outreach.campaigns.domain.AgentText;
import dev.spectrum.outreach.campaigns.domain.Campaign;
import dev.spectrum.outreach.campaigns.domain.CampaignPlan;
import dev.spectrum.outreach.campaigns.domain.CampaignStatus;
import dev.spectrum.outreach.campaigns.domain.SequenceStep;
import dev.spectrum.outreach.campaigns.domain.StepChannel;
import dev.spectrum.outreach.campaigns.domain.StepCondition;
import dev.spectrum.outreach.campaigns.domain.StepText;
import dev.spectrum.outreach.campaigns.domain.Tracking;
import dev.spectrum.outreach.settings.domain.PermissionMode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A campaign as clients read it.
 *
 * @param planning its touches are being planned
 * @param plannedTouches how many there are so far
 * @param touches how many there are by their status; null in lists
 * @param engagement how many were opened, clicked and answered; null in lists
 */
record CampaignView(
        UUID id,
        String name,
        PermissionMode permissionMode,
        List<StepView> sequence,
        List<UUID> senderIds,
        Map<String, Object> leadFilter,
        Tracking tracking,
        CampaignStatus status,
        boolean planning,
        int plannedTouches,
        @Nullable Map<String, Long> touches,
        @Nullable Map<String, Long> engagement,
        @Nullable Instant launchedAt,
        long version) {

    record StepView(
            StepChannel channel,
            int afterHours,
            String subject,
            String body,
            @Nullable StepCondition onlyIf,
            List<StepText> variants,
            @Nullable AgentText personalise) {

        static StepView of(SequenceStep step) {
            return new StepView(
                    step.channel(),
                    step.afterHours(),
                    step.subject(),
                    step.body(),
                    step.onlyIf(),
                    step.variants(),
                    step.personalise());
        }
    }

    static CampaignView of(
            Campaign campaign, @Nullable Map<String, Long> touches, @Nullable Map<String, Long> engagement) {
        CampaignPlan plan = campaign.plan();
        return new CampaignView(
                campaign.id(),
                plan.name(),
                plan.permissionMode(),
                plan.sequence().stream().map(StepView::of).toList(),
                plan.senderIds(),
                LeadFilterJson.write(plan.leadFilter()),
                plan.tracking(),
                campaign.status(),
                campaign.planning(),
                campaign.plannedTouches(),
                touches,
                engagement,
                campaign.launchedAt().orElse(null),
                campaign.version());
    }
}
