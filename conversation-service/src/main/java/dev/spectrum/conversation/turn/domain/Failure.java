package dev.spectrum.conversation.turn.domain;

/** Why a turn that began gave no answer. The user's message is kept, and every failed turn may be taken again. */
public enum Failure {
    /** The model did not answer in time. */
    TIMEOUT(true),
    /** The model can't be reached, or failed by itself. */
    UNAVAILABLE(true),
    /** The model has too much to do. */
    OVERLOADED(true),
    /** The model refuses the request, the key or the model's name. */
    REJECTED(false),
    /** The tenant's budget of the day is used up. */
    BUDGET_EXHAUSTED(false),
    /** Our own mistake. */
    INTERNAL(true);

    private final boolean retryable;

    Failure(boolean retryable) {
        this.retryable = retryable;
    }

    /** Whether the same may work soon, with nothing changed. */
    public boolean isRetryable() {
        return retryable;
    }
}
