package dev.spectrum.outreach.touches.domain;

import dev.spectrum.outreach.campaigns.domain.Campaign;
import dev.spectrum.outreach.campaigns.domain.SequenceStep;
import dev.spectrum.outreach.countries.domain.Country;
import dev.spectrum.outreach.leads.domain.Lead;
import dev.spectrum.outreach.leads.domain.LeadProfile;
import dev.spectrum.outreach.senders.domain.Channel;
import dev.spectrum.outreach.senders.domain.Sender;
import dev.spectrum.outreach.suppressions.domain.Suppression;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;

/**
 * What the check before a send decides by, all of it read in the transaction that marks the touch as sending.
 *
 * @param lead empty if it was deleted
 * @param sender empty if it was deleted
 * @param suppression one that covers the address
 * @param sentToday how much of the sender's limit is used, so far as that is committed
 * @param sequence what the sequence and its permission mode ask for
 * @param now also says which day it is, in UTC
 */
public record SendFacts(
        Touch touch,
        Campaign campaign,
        Optional<Lead> lead,
        Optional<Sender> sender,
        Optional<Suppression> suppression,
        int sentToday,
        SequenceFacts sequence,
        Instant now) {

    /** Where the message goes: where it went at the first attempt, or where the lead is reached now; blank for nowhere. */
    public String address() {
        return address(touch, lead);
    }

    public static String address(Touch touch, Optional<Lead> lead) {
        return touch.message()
                .map(OutgoingMessage::to)
                .or(() -> lead.map(found -> address(touch.plan().channel(), found.profile())))
                .orElse("");
    }

    /** Of a letter no more than its town is known. */
    public static String address(Channel channel, LeadProfile lead) {
        return switch (channel) {
            case EMAIL -> lead.email();
            case SMS, VOICE -> lead.phone();
            case LINKEDIN -> lead.linkedinUrl();
            case MAIL -> lead.city();
        };
    }

    public LocalDate today() {
        return LocalDate.ofInstant(now, ZoneOffset.UTC);
    }

    public SequenceStep step() {
        return campaign.plan().sequence().get(touch.plan().step());
    }

    /** What the message says to its lead: as a person approved it, else as the template has it. */
    public Personalisation content() {
        return sequence.approval()
                .map(approval -> new Personalisation(approval.subject(), approval.body(), Set.of()))
                .orElseGet(() -> Personalisation.of(
                        step().text(touch.plan().variant()),
                        lead.orElseThrow().profile(),
                        sender.orElseThrow().settings()));
    }

    /** Whether the touch has its part of today's limit already, from an earlier attempt. */
    public boolean countedToday() {
        return touch.attempts().countedOn().filter(today()::equals).isPresent();
    }

    /** What is known of where the lead is: its own time zone, else its country's, else UTC. */
    ZoneId recipientZone() {
        return lead.flatMap(found -> zone(found.profile().timeZone())
                        .or(() -> Country.named(found.profile().country()).flatMap(Country::mainZone)))
                .orElse(ZoneOffset.UTC);
    }

    private static Optional<ZoneId> zone(String id) {
        return id.isBlank() ? Optional.empty() : Optional.of(ZoneId.of(id));
    }
}
