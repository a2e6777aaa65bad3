package dev.spectrum.platform.model;

import java.time.Instant;

/**
 * One request to one model that is over, whatever came of it.
 *
 * @param model its name
 * @param usage what it is paid, as the budget settled it
 */
public record MadeCall(String model, Usage usage, End end, Instant startedAt, Instant endedAt) {

    /** How it ended. */
    public enum End {
        ANSWERED,
        /** Nobody wanted the answer any more. */
        GIVEN_UP,
        TIMEOUT,
        UNAVAILABLE,
        OVERLOADED,
        REJECTED;

        /** @param refusal of a model that was asked */
        static End of(ModelRefusal refusal) {
            return switch (refusal) {
                case TIMEOUT -> TIMEOUT;
                case UNAVAILABLE -> UNAVAILABLE;
                case OVERLOADED -> OVERLOADED;
                case REJECTED -> REJECTED;
                case BUDGET_EXHAUSTED -> throw new IllegalArgumentException("Then no model was asked");
            };
        }
    }
}
