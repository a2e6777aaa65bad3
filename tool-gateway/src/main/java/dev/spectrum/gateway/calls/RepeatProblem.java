package dev.spectrum.gateway.calls;

import java.util.Locale;

/** Why a call with a known Idempotency-Key is neither done again nor answered as before. */
public enum RepeatProblem {
    /** The first call is still at work. */
    CALL_UNDER_WAY("The first call with this Idempotency-Key is still under way: ask again in a moment."),
    /** The first call may have acted or not; only a person can find out. */
    UNKNOWN_OUTCOME(
            "It is not known whether the first call with this Idempotency-Key acted. It is not repeated by itself:"
                    + " find out, and use a new key if it did not."),
    /** The first call was another. */
    IDEMPOTENCY_KEY_REUSED("This Idempotency-Key was used for another call; use a new one.");

    private final String message;

    RepeatProblem(String message) {
        this.message = message;
    }

    public String message() {
        return message;
    }

    /** With hyphens, as programs read it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
