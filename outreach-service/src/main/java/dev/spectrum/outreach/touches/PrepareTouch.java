package dev.spectrum.outreach.touches;

import dev.spectrum.outreach.approvals.DecideApproval;
import dev.spectrum.outreach.campaigns.Campaigns;
import dev.spectrum.outreach.campaigns.domain.CampaignStatus;
import dev.spectrum.outreach.senders.Senders;
import dev.spectrum.outreach.touches.domain.Refusal;
import dev.spectrum.outreach.touches.domain.SendFacts;
import dev.spectrum.outreach.touches.domain.SendPolicy;
import dev.spectrum.outreach.touches.domain.Touch;
import dev.spectrum.outreach.touches.domain.Touch.Note;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The check right before a send. In one transaction: everything that decides is read, the policies say whether the touch
 * may be sent, its sender's limit is counted, its message is written down, and it is marked as sending.
 */
@ApplicationScoped
class PrepareTouch {

    private final Touches touches;
    private final ReadSendFacts readSendFacts;
    private final WriteMessage writeMessage;
    private final KeepTouch keepTouch;
    private final DecideApproval decideApproval;
    private final Campaigns campaigns;
    private final Senders senders;
    private final SendingConfig config;

    PrepareTouch(
            Touches touches,
            ReadSendFacts readSendFacts,
            WriteMessage writeMessage,
            KeepTouch keepTouch,
            DecideApproval decideApproval,
            Campaigns campaigns,
            Senders senders,
            SendingConfig config) {
        this.touches = touches;
        this.readSendFacts = readSendFacts;
        this.writeMessage = writeMessage;
        this.keepTouch = keepTouch;
        this.decideApproval = decideApproval;
        this.campaigns = campaigns;
        this.senders = senders;
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
                .orElseGet(() -> readSendFacts.read(touch, now).chain(this::decide));
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

    private Uni<Optional<Touch>> decide(SendFacts facts) {
        return SendPolicy.firstRefusal(facts)
                .map(refusal -> refuse(facts, refusal))
                .orElseGet(() -> countOne(facts)
                        .chain(counted -> counted ? send(facts) : refuse(facts, SendPolicy.limitReached(facts))));
    }

    private Uni<Optional<Touch>> refuse(SendFacts facts, Refusal refusal) {
        Uni<Void> kept = switch (refusal) {
            case Refusal.ForGood forGood -> keepTouch.keep(facts.touch().refused(forGood));
            case Refusal.Until until -> keepTouch.keep(facts.touch().refused(until));
            case Refusal.UntilApproved untilApproved -> ask(facts, untilApproved);
            case Refusal.UntilResumed untilResumed -> hold(facts, untilResumed);
        };
        return kept.chain(PrepareTouch::nothing);
    }

    /** A person decides on the message as it would be sent now. */
    private Uni<Void> ask(SendFacts facts, Refusal.UntilApproved refusal) {
        return keepTouch
                .keep(facts.touch().refused(refusal))
                .chain(() -> decideApproval.ask(facts.sequence().toApprove(facts)));
    }

    /** A campaign that is resumed at this moment has let go what it held: nothing may be held after that. */
    private Uni<Void> hold(SendFacts facts, Refusal.UntilResumed refusal) {
        Touch touch = facts.touch();
        return campaigns
                .lockedStatus(touch.plan().campaignId())
                .map(status -> status == CampaignStatus.RUNNING
                        ? touch.toBeTriedAgain(facts.now(), new Note(refusal.code(), "The campaign was just resumed."))
                        : touch.refused(refusal))
                .chain(keepTouch::keep);
    }

    /** The policies have seen what was committed; this sees what other workers are counting right now. */
    private Uni<Boolean> countOne(SendFacts facts) {
        return facts.countedToday()
                ? Uni.createFrom().item(true)
                : senders.countOne(facts.sender().orElseThrow(), facts.today());
    }

    private Uni<Optional<Touch>> send(SendFacts facts) {
        return writeMessage
                .write(facts)
                .map(message -> facts.touch().sending(message, facts.now(), facts.today()))
                .call(keepTouch::keep)
                .map(Optional::of);
    }

    private static Uni<Optional<Touch>> nothing() {
        return Uni.createFrom().item(Optional.empty());
    }
}
