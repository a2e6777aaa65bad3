package dev.spectrum.gateway.calls.domain;

import java.time.Duration;

/**
 * The way to one place outside. It lets so many through at once; and none for a while after several in a row got no answer,
 * then one, to see whether there is one again. What the other side answers is an answer, be it an error.
 */
public final class Gate {

    private static final int FAILURES = 5;

    private final int atOnce;
    private final long pauseNanos;
    private int inside;
    private int failuresInARow;
    private long shutUntil;

    /** @param pause for how long none is let through */
    public Gate(int atOnce, Duration pause) {
        this.atOnce = atOnce;
        this.pauseNanos = pause.toNanos();
    }

    /** Whether one may pass. */
    public sealed interface Answer {

        /** It must leave again. */
        record Open() implements Answer {}

        record Full() implements Answer {}

        /** Nobody answers there. */
        record Shut(Duration forAnother) implements Answer {}
    }

    /** @param now in nanoseconds, on any clock that never goes back */
    public synchronized Answer enter(long now) {
        if (failuresInARow >= FAILURES) {
            if (now - shutUntil < 0) {
                return new Answer.Shut(Duration.ofNanos(shutUntil - now));
            }
            // This one finds out; the others wait for what it finds.
            shutUntil = now + pauseNanos;
        } else if (inside >= atOnce) {
            return new Answer.Full();
        }
        inside++;
        return new Answer.Open();
    }

    /** Somebody was there. */
    public synchronized void leaveAnswered() {
        inside--;
        failuresInARow = 0;
    }

    /** Nobody was there, or nothing came back. */
    public synchronized void leaveUnanswered(long now) {
        inside--;
        failuresInARow++;
        if (failuresInARow >= FAILURES) {
            shutUntil = now + pauseNanos;
        }
    }

    /** It was given up before anything could be said. */
    public synchronized void leaveUndecided() {
        inside--;
    }

    /** Nothing is known of it that a new one would not do as well. */
    public synchronized boolean isIdle() {
        return inside == 0 && failuresInARow == 0;
    }
}
