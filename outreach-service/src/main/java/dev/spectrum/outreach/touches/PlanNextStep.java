package dev.spectrum.outreach.touches;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.outreach.activities.Activities;
import dev.spectrum.outreach.campaigns.Campaigns;
import dev.spectrum.outreach.campaigns.domain.Campaign;
import dev.spectrum.outreach.senders.Senders;
import dev.spectrum.outreach.senders.domain.Channel;
import dev.spectrum.outreach.senders.domain.Sender;
import dev.spectrum.outreach.touches.domain.NextStep;
import dev.spectrum.outreach.touches.domain.Touch;
import dev.spectrum.outreach.touches.domain.TouchPlan;
import dev.spectrum.platform.outbox.Outbox;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Plans the next touches of leads whose touch before has ended, in the transaction that ends it: who holds that touch is
 * alone with what follows it.
 */
@ApplicationScoped
class PlanNextStep {

    private final Campaigns campaigns;
    private final Senders senders;
    private final Touches touches;
    private final Activities activities;
    private final Outbox outbox;

    PlanNextStep(Campaigns campaigns, Senders senders, Touches touches, Activities activities, Outbox outbox) {
        this.campaigns = campaigns;
        this.senders = senders;
        this.touches = touches;
        this.activities = activities;
        this.outbox = outbox;
    }

    /** What follows a touch that ended. */
    private record Following(Touch ended, NextStep next) {

        UUID leadId() {
            return ended.plan().leadId();
        }

        Channel channel() {
            return next.step().channel().sender();
        }
    }

    /** Of those that did not end, nothing follows. */
    Uni<Void> after(List<Touch> ended) {
        Map<UUID, List<Touch>> byCampaign = ended.stream()
                .filter(NextStep::goesOnAfter)
                .collect(Collectors.groupingBy(touch -> touch.plan().campaignId()));
        return Multi.createFrom()
                .iterable(byCampaign.entrySet())
                .onItem()
                .transformToUniAndConcatenate(entry -> after(entry.getKey(), entry.getValue()))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> after(UUID campaignId, List<Touch> ended) {
        return campaigns
                .find(campaignId)
                .chain(found -> found.map(campaign -> after(campaign, ended))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Void> after(Campaign campaign, List<Touch> ended) {
        Instant now = Instant.now();
        Map<Integer, List<Following>> bySteps = ended.stream()
                .flatMap(touch -> NextStep.after(touch, campaign.plan().sequence(), now).stream()
                        .map(next -> new Following(touch, next)))
                .collect(Collectors.groupingBy(following -> following.next().index()));
        return Multi.createFrom()
                .iterable(bySteps.values())
                .onItem()
                .transformToUniAndConcatenate(following -> plan(campaign, following))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** All of one step. A touch may end twice, given up and then heard to have got through: what follows it is there. */
    private Uni<Void> plan(Campaign campaign, List<Following> following) {
        int step = following.getFirst().next().index();
        return touches.leadsAt(
                        campaign.id(),
                        step,
                        following.stream().map(Following::leadId).toList())
                .map(there -> following.stream()
                        .filter(one -> !there.contains(one.leadId()))
                        .toList())
                .chain(missing -> missing.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : able(campaign, missing)
                                .chain(able -> known(missing, able)
                                        .chain(known -> add(missing.stream()
                                                .map(one -> touch(campaign, one, sender(one, able, known)))
                                                .toList()))));
    }

    /** Whom of those that are able each lead heard of last: where the sequence comes back to a channel, its thread goes on. */
    private Uni<Map<UUID, UUID>> known(List<Following> following, List<UUID> able) {
        return able.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : touches.lastSenders(following.stream().map(Following::leadId).toList(), able);
    }

    /** Who of the campaign's senders can take the step, where any lead needs another than it knows. */
    private Uni<List<UUID>> able(Campaign campaign, List<Following> following) {
        Channel channel = following.getFirst().channel();
        Collection<UUID> wanted = campaign.plan().senderIds();
        return following.stream().allMatch(one -> one.ended().plan().channel() == channel)
                ? Uni.createFrom().item(List.of())
                : senders.all(wanted).map(found -> {
                    Set<UUID> there = found.stream()
                            .filter(sender -> sender.settings().channel() == channel)
                            .map(Sender::id)
                            .collect(Collectors.toSet());
                    return wanted.stream().filter(there::contains).toList();
                });
    }

    private Uni<Void> add(List<Touch> planned) {
        return touches.add(planned)
                .chain(() -> activities.add(
                        planned.getFirst().plan().tenantId(),
                        planned.stream().map(TouchActivities::scheduled).toList()))
                .chain(() -> outbox.addMany(
                        planned.stream().map(TouchEvents::scheduled).toList()));
    }

    private static Touch touch(Campaign campaign, Following following, UUID senderId) {
        NextStep next = following.next();
        return Touch.planned(new TouchPlan(
                campaign.tenantId(),
                UuidCreator.getTimeOrderedEpoch(),
                campaign.id(),
                next.index(),
                following.leadId(),
                senderId,
                following.channel(),
                next.step().variantFor(campaign.id(), next.index(), following.leadId()),
                next.dueAt()));
    }

    /**
     * The one that the lead knows; else one of those that are able, each lead always the same. If none is, the check before the
     * send will say so.
     */
    private static UUID sender(Following following, List<UUID> able, Map<UUID, UUID> known) {
        TouchPlan before = following.ended().plan();
        if (before.channel() == following.channel() || able.isEmpty()) {
            return before.senderId();
        }
        UUID inTurn = able.get(Math.floorMod(before.leadId().hashCode(), able.size()));
        return known.getOrDefault(before.leadId(), inTurn);
    }
}
