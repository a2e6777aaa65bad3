package dev.spectrum.outreach.campaigns;

import dev.spectrum.outreach.campaigns.domain.Campaign;
import dev.spectrum.platform.event.OutgoingEvent;
import java.util.UUID;

/** What is told of campaigns. */
public final class CampaignEvents {

    private record CampaignLaunched(UUID campaignId, String name, int touches) {}

    private record CampaignPaused(UUID campaignId, String name) {}

    private CampaignEvents() {}

    /** Once all of its touches are planned. */
    public static OutgoingEvent launched(Campaign campaign) {
        return event(
                campaign,
                "dev.spectrum.outreach.campaign.launched.v1",
                new CampaignLaunched(campaign.id(), campaign.plan().name(), campaign.plannedTouches()));
    }

    static OutgoingEvent paused(Campaign campaign) {
        return event(
                campaign,
                "dev.spectrum.outreach.campaign.paused.v1",
                new CampaignPaused(campaign.id(), campaign.plan().name()));
    }

    private static OutgoingEvent event(Campaign campaign, String type, Object data) {
        return new OutgoingEvent(
                "spectrum.outreach.events",
                type,
                campaign.tenantId(),
                campaign.id().toString(),
                data);
    }
}
