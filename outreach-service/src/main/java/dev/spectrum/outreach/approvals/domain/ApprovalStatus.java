package dev.spectrum.outreach.approvals.domain;

import java.util.Locale;

/** How an approval stands. */
public enum ApprovalStatus {
    /** It waits for a person. */
    PENDING,
    APPROVED,
    REJECTED,
    /** A person sent the message elsewhere. */
    DONE,
    /** Nobody decided in time. */
    EXPIRED;

    /** As it stands in JSON and in columns. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
