package dev.spectrum.outreach.touches;

import dev.spectrum.outreach.campaigns.Campaigns;
import dev.spectrum.outreach.campaigns.domain.Campaign;
import dev.spectrum.outreach.leads.Leads;
import dev.spectrum.outreach.leads.domain.Lead;
import dev.spectrum.outreach.senders.Senders;
import dev.spectrum.outreach.senders.domain.Channel;
import dev.spectrum.outreach.senders.domain.Sender;
import dev.spectrum.outreach.suppressions.Suppressions;
import dev.spectrum.outreach.suppressions.domain.Suppressed;
import dev.spectrum.outreach.suppressions.domain.Suppression;
import dev.spectrum.outreach.touches.domain.SendFacts;
import dev.spectrum.outreach.touches.domain.SequenceFacts;
import dev.spectrum.outreach.touches.domain.Touch;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads everything that the check before a send decides by. Within the tenant's transaction. */
@ApplicationScoped
class ReadSendFacts {

    private final Campaigns campaigns;
    private final Leads leads;
    private final Senders senders;
    private final Suppressions suppressions;
    private final ReadSequence readSequence;

    ReadSendFacts(
            Campaigns campaigns, Leads leads, Senders senders, Suppressions suppressions, ReadSequence readSequence) {
        this.campaigns = campaigns;
        this.leads = leads;
        this.senders = senders;
        this.suppressions = suppressions;
        this.readSequence = readSequence;
    }

    Uni<SendFacts> read(Touch touch, Instant now) {
        return campaigns
                .find(touch.plan().campaignId())
                .map(Optional::orElseThrow)
                .chain(campaign -> leads.find(touch.plan().leadId())
                        .chain(lead -> senders.find(touch.plan().senderId())
                                .chain(sender -> read(touch, campaign, lead, sender, now))));
    }

    private Uni<SendFacts> read(
            Touch touch, Campaign campaign, Optional<Lead> lead, Optional<Sender> sender, Instant now) {
        return suppression(touch, lead)
                .chain(suppression -> sentToday(sender, now)
                        .chain(sent -> readSequence
                                .read(List.of(touch), Map.of(campaign.id(), campaign))
                                .map(sequences -> new SendFacts(
                                        touch,
                                        campaign,
                                        lead,
                                        sender,
                                        suppression,
                                        sent,
                                        sequences.getOrDefault(touch.id(), SequenceFacts.NONE),
                                        now))));
    }

    private Uni<Optional<Suppression>> suppression(Touch touch, Optional<Lead> lead) {
        String address = SendFacts.address(touch, lead);
        return address.isBlank()
                ? Uni.createFrom().item(Optional.empty())
                : suppressions.any(touch.plan().channel(), covering(touch.plan().channel(), address));
    }

    private static List<Suppressed> covering(Channel channel, String address) {
        return channel == Channel.EMAIL ? Suppressed.covering(address) : List.of(Suppressed.address(address));
    }

    private Uni<Integer> sentToday(Optional<Sender> sender, Instant now) {
        return sender.map(found -> senders.sentOn(found.id(), LocalDate.ofInstant(now, ZoneOffset.UTC)))
                .orElseGet(() -> Uni.createFrom().item(0));
    }
}
