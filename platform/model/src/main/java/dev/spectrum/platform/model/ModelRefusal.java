package dev.spectrum.platform.model;

/** Why a model gave no answer. */
public enum ModelRefusal {
    /** It did not answer in time. May work again. */
    TIMEOUT(true),
    /** It can't be reached, or answered with its own failure. May work again. */
    UNAVAILABLE(true),
    /** It has too much to do. May work again, later. */
    OVERLOADED(true),
    /** It refuses the request, the key or the model's name. Won't work until something is changed. */
    REJECTED(false),
    /** The tenant's budget of the day is used up. Works again tomorrow (UTC), or with a higher limit. */
    BUDGET_EXHAUSTED(false);

    private final boolean retryable;

    ModelRefusal(boolean retryable) {
        this.retryable = retryable;
    }

    public boolean isRetryable() {
        return retryable;
    }
}
