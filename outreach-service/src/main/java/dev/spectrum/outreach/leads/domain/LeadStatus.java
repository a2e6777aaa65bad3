package dev.spectrum.outreach.leads.domain;

import java.util.EnumSet;
import java.util.Set;

/**
 * How far a lead has come. Leads go from one to the next, {@code NEW > ENRICHED > SCORED > IN_SEQUENCE}, and from anywhere to
 * one of the four ends. {@code UNSUBSCRIBED} is for ever; the other ends are left by a later and stronger one, and
 * {@code BOUNCED} and {@code NOT_INTERESTED} can be taken back to {@code SCORED} (a new address, a second thought).
 */
public enum LeadStatus {
    NEW,
    ENRICHED,
    SCORED,
    IN_SEQUENCE,
    CONVERTED,
    UNSUBSCRIBED,
    BOUNCED,
    NOT_INTERESTED;

    /** Whether outreach to the lead is over: nothing is sent to it any more. */
    public boolean isClosed() {
        return switch (this) {
            case NEW, ENRICHED, SCORED, IN_SEQUENCE -> false;
            case CONVERTED, UNSUBSCRIBED, BOUNCED, NOT_INTERESTED -> true;
        };
    }

    /** Whether a lead that stands here may go there. Staying is no move. */
    public boolean mayBecome(LeadStatus next) {
        return following().contains(next);
    }

    /** Where a lead that stands here may go. */
    public Set<LeadStatus> following() {
        return switch (this) {
            case NEW -> EnumSet.of(ENRICHED, SCORED, CONVERTED, UNSUBSCRIBED, BOUNCED, NOT_INTERESTED);
            case ENRICHED -> EnumSet.of(SCORED, CONVERTED, UNSUBSCRIBED, BOUNCED, NOT_INTERESTED);
            case SCORED -> EnumSet.of(IN_SEQUENCE, CONVERTED, UNSUBSCRIBED, BOUNCED, NOT_INTERESTED);
            // Back to SCORED where a sequence ends and nothing came of it: the lead may enter another.
            case IN_SEQUENCE -> EnumSet.of(SCORED, CONVERTED, UNSUBSCRIBED, BOUNCED, NOT_INTERESTED);
            case BOUNCED -> EnumSet.of(SCORED, CONVERTED, UNSUBSCRIBED, NOT_INTERESTED);
            case NOT_INTERESTED -> EnumSet.of(SCORED, CONVERTED, UNSUBSCRIBED);
            case CONVERTED -> EnumSet.of(UNSUBSCRIBED);
            case UNSUBSCRIBED -> EnumSet.noneOf(LeadStatus.class);
        };
    }
}
