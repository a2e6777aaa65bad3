package dev.spectrum.outreach.touches.domain;

import dev.spectrum.outreach.accounts.domain.Account;
import dev.spectrum.outreach.campaigns.domain.Campaign;
import dev.spectrum.outreach.campaigns.domain.SequenceStep;
import dev.spectrum.outreach.campaigns.domain.StepText;
import dev.spectrum.outreach.countries.domain.Country;
import dev.spectrum.outreach.countries.domain.Holidays;
import dev.spectrum.outreach.leads.domain.LeadProfile;
import dev.spectrum.outreach.senders.domain.Channel;
import dev.spectrum.outreach.senders.domain.Sender;
import dev.spectrum.outreach.suppressions.domain.Suppression;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the check before a send decides by, all of it read in the transaction that marks the touch as sending.
 *
 * @param lead empty if it was deleted
 * @param sender empty if it was deleted
 * @param suppression one that covers the address
 * @param thread the Message-IDs of what the sender sent to the lead before, the oldest first
 * @param sequenceEnded why the campaign ended for this lead: {@code replied}, {@code bounced}, {@code complained}
 * @param account without the credits that others reserve in this transaction
 * @param room what the sender's limits leave
 * @param sequence what the sequence and its permission mode ask for
 * @param now the database's, by which all that waits is measured
 */
public record SendFacts(
        Touch touch,
        Campaign campaign,
        Optional<Recipient> lead,
        Optional<Sender> sender,
        Optional<Suppression> suppression,
        List<String> thread,
        Optional<String> sequenceEnded,
        Account account,
        Room room,
        SequenceFacts sequence,
        Instant now) {

    /** Where the message goes: where it went at the first attempt, or where the lead is reached now; blank for nowhere. */
    public String address() {
        return address(touch, lead);
    }

    public static String address(Touch touch, Optional<Recipient> lead) {
        return touch.message()
                .map(OutgoingMessage::to)
                .or(() -> lead.map(found -> address(touch.plan().channel(), found.profile())))
                .orElse("");
    }

    /** Of a letter no more than its town is known. */
    public static String address(Channel channel, LeadProfile lead) {
        return switch (channel) {
            case EMAIL -> lead.email();
            // Of a number without its country nobody knows whose it is.
            case SMS -> lead.phone().startsWith("+") ? lead.phone() : "";
            case VOICE -> lead.phone();
            case LINKEDIN -> lead.linkedinUrl();
            case MAIL -> lead.city();
        };
    }

    public SequenceStep step() {
        return campaign.plan().sequence().get(touch.plan().step());
    }

    /** What the message says to its lead: as a person approved it, else as an agent wrote it, else as the template has it. */
    public Personalisation content() {
        return sequence.approval()
                .map(approval -> new Personalisation(approval.subject(), approval.body(), Set.of()))
                .or(() -> sequence.text().map(text -> new Personalisation(text.subject(), text.body(), Set.of())))
                .orElseGet(() -> Personalisation.of(
                        text(),
                        lead.orElseThrow().profile(),
                        sender.orElseThrow().settings()));
    }

    StepText text() {
        return step().text(touch.plan().variant());
    }

    /** Whether an earlier attempt has reserved its credit already. */
    boolean holdsCredit() {
        return touch.attempts().countedAt().isPresent();
    }

    boolean isHolidayOfRecipient(LocalDate day) {
        return lead.flatMap(found -> Country.named(found.profile().country()))
                .filter(country -> Holidays.areOn(day, country.code()))
                .isPresent();
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
