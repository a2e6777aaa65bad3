package dev.spectrum.gateway.calls.domain;

import dev.spectrum.gateway.reach.domain.Breaker;
import java.time.Duration;
import java.util.function.LongSupplier;

/** The way to one place outside: it lets so many through at once, and none for a while where nobody answers. */
public final class Gate {

    private static final int FAILURES = 5;

    private final int atOnce;
    private final Breaker breaker;
    private int inside;

    /**
     * @param pause for how long none is let through
     * @param nanos any clock that never goes back
     */
    public Gate(int atOnce, Duration pause, LongSupplier nanos) {
        this.atOnce = atOnce;
        this.breaker = new Breaker(FAILURES, pause, nanos);
    }

    /** Whether one may pass. */
    public sealed interface Answer permits Visit, Full, Shut {}

    public record Full() implements Answer {}

    /** Nobody answers there. */
    public record Shut(Duration forAnother) implements Answer {}

    /** One is inside, and must leave, once. */
    public final class Visit implements Answer {

        private final Breaker.Pass pass;

        private Visit(Breaker.Pass pass) {
            this.pass = pass;
        }

        /** Somebody was there. */
        public void leaveAnswered() {
            leave();
            pass.answered();
        }

        /** Nobody was there, or nothing came back. */
        public void leaveUnanswered() {
            leave();
            pass.unanswered();
        }

        /** It was given up before anything could be said. */
        public void leaveUndecided() {
            leave();
            pass.undecided();
        }
    }

    public synchronized Answer enter() {
        if (inside >= atOnce) {
            return new Full();
        }
        return switch (breaker.enter()) {
            case Breaker.LeftAlone(Duration yet) -> new Shut(yet);
            case Breaker.Pass pass -> {
                inside++;
                yield new Visit(pass);
            }
        };
    }

    private synchronized void leave() {
        inside--;
    }

    /** Nothing is known of it that a new one would not do as well. */
    public synchronized boolean isIdle() {
        return inside == 0 && breaker.isIdle();
    }
}
