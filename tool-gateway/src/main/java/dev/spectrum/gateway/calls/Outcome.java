package dev.spectrum.gateway.calls;

import java.util.Locale;

/** How a call ended, as the audit trail says it. */
public enum Outcome {
    /** Not yet; or nobody is left to tell. */
    STARTED,
    SUCCEEDED,
    FAILED,
    REFUSED,
    /** Whoever asked hung up, and nothing was changed. */
    CANCELLED,
    /** It may have acted or not. */
    UNKNOWN;

    /** As it is stored. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
