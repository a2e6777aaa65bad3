package dev.spectrum.outreach.activities.domain;

/** What can happen to a lead. */
public enum ActivityType {
    LEAD_CREATED,
    LEAD_IMPORTED,
    LEAD_MERGED,
    LEAD_CHANGED,
    LEAD_SCORED,
    LEAD_UNSUBSCRIBED,
    /** By a person; {@code from}, {@code to} and {@code reason} say the rest. */
    LEAD_MOVED,
    LEAD_DELETED,
    LEAD_RESTORED,
    LEAD_NOTED,
    TOUCH_SCHEDULED,
    TOUCH_SENT,
    TOUCH_SKIPPED,
    TOUCH_FAILED,
    TOUCH_DELIVERED,
    TOUCH_OPENED,
    TOUCH_CLICKED,
    TOUCH_BOUNCED,
    TOUCH_COMPLAINED,
    TOUCH_ANSWERED
}
