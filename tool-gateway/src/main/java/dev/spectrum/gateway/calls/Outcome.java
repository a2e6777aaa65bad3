package dev.spectrum.gateway.calls;

/** How a call ended, as the audit trail says it. */
public enum Outcome {
    /** Not yet; or nobody is left to tell. */
    STARTED,
    SUCCEEDED,
    FAILED,
    REFUSED,
    /** It may have acted or not. */
    UNKNOWN
}
