package dev.spectrum.outreach.campaigns.domain;

import dev.spectrum.outreach.leads.domain.LeadFilter;
import dev.spectrum.outreach.settings.domain.PermissionMode;
import java.util.List;
import java.util.UUID;

/**
 * What a campaign is to do.
 *
 * @param sequence the touches each lead gets, in their order
 * @param senderIds who sends; the leads are shared among them
 * @param leadFilter whom it is for
 * @param tracking what is to be known of its recipients
 */
public record CampaignPlan(
        String name,
        PermissionMode permissionMode,
        List<SequenceStep> sequence,
        List<UUID> senderIds,
        LeadFilter leadFilter,
        Tracking tracking) {

    public CampaignPlan {
        sequence = List.copyOf(sequence);
        senderIds = List.copyOf(senderIds);
    }
}
