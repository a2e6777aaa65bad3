package dev.spectrum.outreach.touches;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.outreach.activities.Activities;
import dev.spectrum.outreach.campaigns.CampaignEvents;
import dev.spectrum.outreach.campaigns.Campaigns;
import dev.spectrum.outreach.campaigns.domain.Campaign;
import dev.spectrum.outreach.campaigns.domain.SequenceStep;
import dev.spectrum.outreach.leads.Leads;
import dev.spectrum.outreach.senders.Senders;
import dev.spectrum.outreach.senders.domain.Channel;
import dev.spectrum.outreach.senders.domain.Sender;
import dev.spectrum.outreach.touches.domain.Touch;
import dev.spectrum.outreach.touches.domain.TouchPlan;
import dev.spectrum.platform.outbox.Outbox;
import dev.spectrum.platform.tenant.TenantTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Plans a launched campaign's first touches: one for each lead that fits, in the order of the leads' ids, some hundred in a
 * transaction that also notes how far it came. Whoever goes on begins there, so a process may die in between.
 */
@ApplicationScoped
class PlanTouches {

    private static final int BATCH = 500;

    private final Campaigns campaigns;
    private final Leads leads;
    private final Senders senders;
    private final Touches touches;
    private final Activities activities;
    private final Outbox outbox;
    private final TenantTransaction transaction;

    PlanTouches(
            Campaigns campaigns,
            Leads leads,
            Senders senders,
            Touches touches,
            Activities activities,
            Outbox outbox,
            TenantTransaction transaction) {
        this.campaigns = campaigns;
        this.leads = leads;
        this.senders = senders;
        this.touches = touches;
        this.activities = activities;
        this.outbox = outbox;
        this.transaction = transaction;
    }

    /** Plans one batch. False if all are planned, or if somebody else is planning them right now. */
    Uni<Boolean> planBatch(UUID tenantId, UUID campaignId) {
        return transaction.run(
                tenantId,
                () -> campaigns
                        .findForPlanning(campaignId)
                        .chain(found -> found.map(campaign -> planNext(campaign).replaceWith(true))
                                .orElseGet(() -> Uni.createFrom().item(false))));
    }

    private Uni<Void> planNext(Campaign campaign) {
        return leads.idsOldestFirst(campaign.plan().leadFilter(), campaign.plannedThrough(), BATCH)
                .chain(batch -> touches(campaign, batch).chain(planned -> save(campaign, batch, planned)));
    }

    private Uni<List<Touch>> touches(Campaign campaign, List<UUID> batch) {
        return senders(campaign)
                .chain(senderIds ->
                        touches.lastSenders(batch, senderIds).map(last -> touches(campaign, batch, senderIds, last)));
    }

    /**
     * Those of the first step's channel, in the campaign's order, without those that are paused while others are not; if none
     * is, the check before the send will say so.
     */
    private Uni<List<UUID>> senders(Campaign campaign) {
        List<UUID> wanted = campaign.plan().senderIds();
        Channel channel = campaign.plan().sequence().getFirst().channel().sender();
        return senders.all(wanted)
                .map(found -> found.stream()
                        .filter(sender -> sender.settings().channel() == channel)
                        .toList())
                .map(fit -> fit.stream()
                        .filter(sender -> sender.pause().isEmpty()
                                || fit.stream().allMatch(other -> other.pause().isPresent()))
                        .map(Sender::id)
                        .collect(Collectors.toSet()))
                .map(there -> there.isEmpty()
                        ? wanted
                        : wanted.stream().filter(there::contains).toList());
    }

    /** A lead hears from the sender it knows; the others are shared out in turn. */
    private static List<Touch> touches(
            Campaign campaign, List<UUID> batch, List<UUID> senderIds, Map<UUID, UUID> lastSenders) {
        List<Touch> planned = new ArrayList<>();
        SequenceStep step = campaign.plan().sequence().getFirst();
        Instant due = campaign.launchedAt().orElseThrow().plus(Duration.ofHours(step.afterHours()));
        for (UUID lead : batch) {
            UUID inTurn = senderIds.get((campaign.plannedTouches() + planned.size()) % senderIds.size());
            planned.add(Touch.planned(new TouchPlan(
                    campaign.tenantId(),
                    UuidCreator.getTimeOrderedEpoch(),
                    campaign.id(),
                    0,
                    lead,
                    lastSenders.getOrDefault(lead, inTurn),
                    step.channel().sender(),
                    step.variantFor(campaign.id(), 0, lead),
                    due)));
        }
        return planned;
    }

    private Uni<Void> save(Campaign campaign, List<UUID> batch, List<Touch> planned) {
        boolean all = batch.size() < BATCH;
        Optional<UUID> through = batch.isEmpty() ? Optional.empty() : Optional.of(batch.getLast());
        return touches.add(planned)
                .chain(() -> leads.enterSequence(batch))
                .chain(() -> activities.add(
                        campaign.tenantId(),
                        planned.stream().map(TouchActivities::scheduled).toList()))
                .chain(() -> outbox.addMany(
                        planned.stream().map(TouchEvents::scheduled).toList()))
                .chain(() -> campaigns.planned(campaign.id(), through, planned.size(), all))
                .chain(changed -> all
                        ? outbox.add(CampaignEvents.launched(changed))
                        : Uni.createFrom().voidItem());
    }
}
