package dev.spectrum.conversation.turn.domain;

/** Why a turn that began gave no answer, or not its end. The user's message is kept, and every failed turn may be taken again. */
public enum Failure {
    /** The model did not answer in time. */
    TIMEOUT(true, "model-timeout", "The model did not answer in time."),
    /** The model can't be reached, or failed by itself. */
    UNAVAILABLE(true, "model-unavailable", "The model can't be reached or failed."),
    /** The model has too much to do. */
    OVERLOADED(true, "model-overloaded", "The model has too much to do."),
    /** The model refuses the request, the key or the model's name. */
    REJECTED(
            false,
            "model-rejected",
            "The model's server refuses the request: the key, the model's name or the message."),
    /** The tenant's budget of the day is used up. */
    BUDGET_EXHAUSTED(false, "budget-exhausted", "The budget for models is used up for today (UTC)."),
    /** The process that took the turn died. */
    INTERRUPTED(true, "interrupted", "The answer was interrupted on our side."),
    /** Our own mistake. */
    INTERNAL(true, "internal", "It is our fault and was recorded.");

    private final boolean retryable;
    private final String code;
    private final String sentence;

    Failure(boolean retryable, String code, String sentence) {
        this.retryable = retryable;
        this.code = code;
        this.sentence = sentence;
    }

    /** Whether the same may work soon, with nothing changed. */
    public boolean isRetryable() {
        return retryable;
    }

    /** What programs decide by. */
    public String code() {
        return code;
    }

    /** For people. */
    public String sentence() {
        return sentence;
    }
}
