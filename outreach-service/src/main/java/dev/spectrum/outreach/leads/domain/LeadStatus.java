package dev.spectrum.outreach.leads.domain;

/** How far a lead has come. */
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
}
