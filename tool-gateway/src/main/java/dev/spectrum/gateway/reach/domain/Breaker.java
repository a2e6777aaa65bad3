package dev.spectrum.gateway.reach.domain;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Leaves a place outside alone for a while after several calls in a row got no answer there. Then one finds out for all
 * whether there is one again. What the place answers is an answer, be it a refusal.
 */
public final class Breaker {

    private final int failures;
    private final long pauseNanos;
    private final LongSupplier nanos;
    private int failuresInARow;
    private long leftAloneUntil;

    /**
     * @param failures after so many in a row
     * @param nanos any clock that never goes back
     */
    public Breaker(int failures, Duration pause, LongSupplier nanos) {
        this.failures = failures;
        this.pauseNanos = pause.toNanos();
        this.nanos = nanos;
    }

    /** Whether a call may go there. */
    public sealed interface Admission permits Pass, LeftAlone {}

    /** @param yet for how long */
    public record LeftAlone(Duration yet) implements Admission {}

    /** It may, and must say how it ended, once. */
    public final class Pass implements Admission {

        private final boolean findsOut;

        private Pass(boolean findsOut) {
            this.findsOut = findsOut;
        }

        /** Somebody is there. */
        public void answered() {
            synchronized (Breaker.this) {
                failuresInARow = 0;
            }
        }

        /** Nobody was there, or nothing came back. */
        public void unanswered() {
            synchronized (Breaker.this) {
                // Of those that went there before, the pause knows already.
                if (findsOut || !isShut()) {
                    failuresInARow++;
                    leftAloneUntil = nanos.getAsLong() + pauseNanos;
                }
            }
        }

        /** It was given up before anything could be said: the next one finds out. */
        public void undecided() {
            synchronized (Breaker.this) {
                if (findsOut) {
                    leftAloneUntil = nanos.getAsLong();
                }
            }
        }
    }

    public synchronized Admission enter() {
        if (!isShut()) {
            return new Pass(false);
        }
        long now = nanos.getAsLong();
        if (now - leftAloneUntil < 0) {
            return new LeftAlone(Duration.ofNanos(leftAloneUntil - now));
        }
        // The others wait for what this one finds; if it finds nothing, another one goes after as long again.
        leftAloneUntil = now + pauseNanos;
        return new Pass(true);
    }

    private boolean isShut() {
        return failuresInARow >= failures;
    }

    /** Nothing is known that a new one would not know as well. */
    public synchronized boolean isIdle() {
        return failuresInARow == 0;
    }
}
