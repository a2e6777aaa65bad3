package dev.spectrum.outreach.touches.domain;

import java.util.Locale;

/** How a touch stands. */
public enum TouchStatus {
    /** It waits until it is due, or may be tried again. */
    SCHEDULED,
    /** It was due, and an agent has to write it. */
    AWAITING_TEXT,
    /** It was due while its campaign was paused. */
    HELD,
    /** It was due, and a person has to approve or send it. */
    AWAITING_APPROVAL,
    /** A worker is at it. */
    SENDING,
    SENT,
    /** The check refused it for good. */
    SKIPPED,
    /** It could not be delivered. */
    FAILED,
    /** It is not known whether it was delivered; the gateway is asked now and then. */
    UNKNOWN;

    /** As it stands in JSON and in columns. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
