package dev.spectrum.outreach.touches;

import dev.spectrum.outreach.campaigns.Campaigns;
import dev.spectrum.outreach.campaigns.domain.Campaign;
import dev.spectrum.outreach.leads.Leads;
import dev.spectrum.outreach.leads.domain.Lead;
import dev.spectrum.outreach.senders.Senders;
import dev.spectrum.outreach.senders.domain.Sender;
import dev.spectrum.outreach.suppressions.Suppressions;
import dev.spectrum.outreach.suppressions.UnsubscribeLinks;
import dev.spectrum.outreach.suppressions.domain.Suppressed;
import dev.spectrum.outreach.suppressions.domain.Suppression;
import dev.spectrum.outreach.suppressions.domain.UnsubscribeLink;
import dev.spectrum.outreach.touches.domain.EmailComposition;
import dev.spectrum.outreach.touches.domain.OutgoingMessage;
import dev.spectrum.outreach.touches.domain.Personalisation;
import dev.spectrum.outreach.touches.domain.Refusal;
import dev.spectrum.outreach.touches.domain.SendFacts;
import dev.spectrum.outreach.touches.domain.SendPolicy;
import dev.spectrum.outreach.touches.domain.Touch;
import dev.spectrum.outreach.touches.domain.Touch.Note;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/**
 * The check right before a send. In one transaction: everything that decides is read, the policies say whether the touch
 * may be sent, its sender's limit is counted, its message is written down, and it is marked as sending.
 */
@ApplicationScoped
class PrepareTouch {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Touches touches;
    private final KeepTouch keepTouch;
    private final Campaigns campaigns;
    private final Leads leads;
    private final Senders senders;
    private final Suppressions suppressions;
    private final UnsubscribeLinks links;
    private final SendingConfig config;

    PrepareTouch(
            Touches touches,
            KeepTouch keepTouch,
            Campaigns campaigns,
            Leads leads,
            Senders senders,
            Suppressions suppressions,
            UnsubscribeLinks links,
            SendingConfig config) {
        this.touches = touches;
        this.keepTouch = keepTouch;
        this.campaigns = campaigns;
        this.leads = leads;
        this.senders = senders;
        this.suppressions = suppressions;
        this.links = links;
        this.config = config;
    }

    /** The touch with its message, marked as sending; empty if it isn't sent now, or is no longer this claim's. */
    Uni<Optional<Touch>> prepare(UUID touchId, UUID claim) {
        return touches.lockClaimed(touchId, claim)
                .chain(found -> found.map(this::prepare).orElseGet(PrepareTouch::nothing));
    }

    private Uni<Optional<Touch>> prepare(Touch touch) {
        Instant now = Instant.now();
        return givenUp(touch, now)
                .map(ended -> keepTouch.keep(ended).chain(PrepareTouch::nothing))
                .orElseGet(() -> facts(touch, now).chain(this::decide));
    }

    /** Attempts whose worker died count too, and no attempt is repeated under a key that may be forgotten. */
    private Optional<Touch> givenUp(Touch touch, Instant now) {
        if (touch.attempts().count() >= config.attempts()) {
            return Optional.of(touch.failed(new Note("attempts-used-up", "It was tried too often.")));
        }
        boolean keyMayBeForgotten = touch.attempts().maybeDelivered()
                && touch.attempts()
                        .firstAt()
                        .filter(first -> first.plus(config.keyLifetime()).isBefore(now))
                        .isPresent();
        return keyMayBeForgotten
                ? Optional.of(touch.unknown(
                        new Note("unknown-outcome", "It may have been delivered, too long ago to be repeated safely.")))
                : Optional.empty();
    }

    private Uni<SendFacts> facts(Touch touch, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return campaigns
                .findForSending(touch.plan().campaignId())
                .map(Optional::orElseThrow)
                .chain(campaign -> leads.find(touch.plan().leadId())
                        .chain(lead -> senders.find(touch.plan().senderId())
                                .chain(sender -> facts(touch, campaign, lead, sender, now, today))));
    }

    private Uni<SendFacts> facts(
            Touch touch,
            Campaign campaign,
            Optional<Lead> lead,
            Optional<Sender> sender,
            Instant now,
            LocalDate today) {
        return suppression(touch, lead)
                .chain(suppression -> sentToday(sender, today)
                        .map(sent -> new SendFacts(touch, campaign, lead, sender, suppression, sent, now)));
    }

    private Uni<Optional<Suppression>> suppression(Touch touch, Optional<Lead> lead) {
        String address = SendFacts.address(touch, lead);
        return address.isBlank()
                ? Uni.createFrom().item(Optional.empty())
                : suppressions.any(touch.plan().channel(), Suppressed.covering(address));
    }

    private Uni<Integer> sentToday(Optional<Sender> sender, LocalDate today) {
        return sender.map(found -> senders.lockedCount(found.tenantId(), found.id(), today))
                .orElseGet(() -> Uni.createFrom().item(0));
    }

    private Uni<Optional<Touch>> decide(SendFacts facts) {
        Optional<Refusal> refusal = SendPolicy.firstRefusal(facts);
        return refusal.isPresent()
                ? keepTouch.keep(facts.touch().refused(refusal.get())).chain(PrepareTouch::nothing)
                : send(facts);
    }

    private Uni<Optional<Touch>> send(SendFacts facts) {
        LocalDate today = facts.today();
        return message(facts)
                .map(message -> facts.touch().sending(message, facts.now(), today))
                .call(keepTouch::keep)
                .call(() -> facts.countedToday()
                        ? Uni.createFrom().voidItem()
                        : senders.count(facts.touch().plan().senderId(), today))
                .map(Optional::of);
    }

    /** What it said at the first attempt; an attempt that says anything else would be another message. */
    private Uni<OutgoingMessage> message(SendFacts facts) {
        Touch touch = facts.touch();
        return touch.message()
                .map(written -> Uni.createFrom().item(written))
                .orElseGet(() -> touches.thread(
                                touch.plan().leadId(), touch.plan().senderId())
                        .chain(thread -> {
                            Sender sender = facts.sender().orElseThrow();
                            UnsubscribeLink link = link(facts);
                            OutgoingMessage written = EmailComposition.compose(
                                    touch.id(),
                                    sender.settings(),
                                    link.address(),
                                    Personalisation.of(
                                            facts.step(),
                                            facts.lead().orElseThrow().profile(),
                                            sender.settings()),
                                    thread,
                                    url(link));
                            return links.add(link).replaceWith(written);
                        }));
    }

    private static UnsubscribeLink link(SendFacts facts) {
        return new UnsubscribeLink(
                facts.touch().plan().tenantId(),
                UnsubscribeLink.newToken(RANDOM),
                facts.touch().id(),
                facts.touch().plan().leadId(),
                facts.touch().plan().channel(),
                facts.address());
    }

    private String url(UnsubscribeLink link) {
        return config.publicUrl().toString().replaceFirst("/+$", "") + "/unsubscribe/" + link.token();
    }

    private static Uni<Optional<Touch>> nothing() {
        return Uni.createFrom().item(Optional.empty());
    }
}
