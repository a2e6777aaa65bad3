package dev.spectrum.outreach.touches.domain;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One planned message to a lead, and what became of it.
 *
 * @param claimableAt when a worker may take it: due, to be tried again, or left by a worker that died
 * @param note why it waits or ended
 * @param message what is sent, word for word, from the first attempt on: every attempt repeats it
 * @param sentAt empty unless it was sent
 */
public record Touch(
        TouchPlan plan,
        TouchStatus status,
        Instant claimableAt,
        Attempts attempts,
        Note note,
        Optional<OutgoingMessage> message,
        Optional<Instant> sentAt) {

    /**
     * @param code a stable word with hyphens; blank for none
     * @param reason the same for people to read
     */
    public record Note(String code, String reason) {

        static final Note NONE = new Note("", "");
    }

    public static Touch planned(TouchPlan plan) {
        return new Touch(
                plan,
                TouchStatus.SCHEDULED,
                plan.dueAt(),
                Attempts.NONE,
                Note.NONE,
                Optional.empty(),
                Optional.empty());
    }

    public UUID id() {
        return plan.id();
    }

    public boolean isHeld() {
        return status == TouchStatus.HELD;
    }

    /**
     * An attempt begins.
     *
     * @param leaseEnds when another worker may take it, should nothing be heard of this one
     */
    public Touch sending(OutgoingMessage what, Instant now, Instant leaseEnds) {
        return new Touch(
                plan,
                TouchStatus.SENDING,
                leaseEnds,
                attempts.begun(now),
                Note.NONE,
                Optional.of(what),
                Optional.empty());
    }

    /** @param now by the clock of a replica; it was not sent before its attempt began, by the database's */
    public Touch sent(Instant now) {
        Instant at = attempts.countedAt().filter(began -> began.isAfter(now)).orElse(now);
        return new Touch(plan, TouchStatus.SENT, claimableAt, attempts, Note.NONE, message, Optional.of(at));
    }

    /** What the check's refusal makes of it. One that may have got through before is not known to be unsent. */
    public Touch refused(Refusal refusal) {
        Note why = new Note(refusal.code(), refusal.reason());
        return switch (refusal) {
            case Refusal.ForGood forGood -> attempts.maybeDelivered() ? unknown(why) : with(TouchStatus.SKIPPED, why);
            // By then its key may be forgotten: what became of it is found out before.
            case Refusal.Until until -> attempts.maybeDelivered() ? unknown(why) : waiting(until.time(), why);
            case Refusal.UntilWritten written -> with(TouchStatus.AWAITING_TEXT, why);
            case Refusal.UntilApproved approved -> with(TouchStatus.AWAITING_APPROVAL, why);
            case Refusal.UntilRoom room -> waiting(claimableAt, why);
            case Refusal.UntilResumed resumed -> with(TouchStatus.HELD, why);
        };
    }

    /** An agent has written it. */
    public Touch written(Instant now) {
        return waiting(now, Note.NONE);
    }

    /** An agent is to be asked for it later. */
    public Touch toBeWritten(Instant at, String reason) {
        return new Touch(plan, TouchStatus.AWAITING_TEXT, at, attempts, new Note(note.code(), reason), message, sentAt);
    }

    /** A person decided that it may be sent. */
    public Touch approved(Instant now) {
        return waiting(now, Note.NONE);
    }

    /** A person sent it elsewhere. */
    public Touch sentByHand(OutgoingMessage what, Instant now) {
        return new Touch(plan, TouchStatus.SENT, claimableAt, attempts, Note.NONE, Optional.of(what), Optional.of(now));
    }

    /** It can't be delivered, or, where an attempt may have got through, that is not known. */
    public Touch failed(Note why) {
        return attempts.maybeDelivered() ? unknown(why) : with(TouchStatus.FAILED, why);
    }

    public Touch unknown(Note why) {
        return with(TouchStatus.UNKNOWN, why);
    }

    /** @param askAt when the gateway is asked about it */
    public Touch unknown(Note why, Instant askAt) {
        return new Touch(plan, TouchStatus.UNKNOWN, askAt, attempts, why, message, sentAt);
    }

    /** The last attempt did not get through. */
    public Touch notDelivered() {
        return new Touch(plan, status, claimableAt, attempts.lastFailedSurely(), note, message, sentAt);
    }

    /** The last attempt reached nobody who could have delivered it. */
    public Touch reachedNobody() {
        return new Touch(plan, status, claimableAt, attempts.lastReachedNobody(), note, message, sentAt);
    }

    public Touch toBeTriedAgain(Instant at, Note why) {
        return waiting(at, why);
    }

    /** The gateway says of an unknown one that nothing left. */
    public Touch foundUnsent(Note why) {
        return new Touch(plan, TouchStatus.FAILED, claimableAt, attempts.allFailed(), why, message, sentAt);
    }

    /** The same, and it may be tried again. */
    public Touch foundUnsent(Note why, Instant at) {
        return new Touch(plan, TouchStatus.SCHEDULED, at, attempts.allFailed(), why, message, sentAt);
    }

    private Touch waiting(Instant until, Note why) {
        return new Touch(plan, TouchStatus.SCHEDULED, until, attempts, why, message, sentAt);
    }

    private Touch with(TouchStatus changed, Note why) {
        return new Touch(plan, changed, claimableAt, attempts, why, message, sentAt);
    }
}
