package dev.spectrum.gateway.upstreams.domain;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Lets calls to one place through, a bounded number at a time; after several failures in a row none for a while, and then one
 * to see how it is. Only where no answer came counts as a failure: an answer that says no is an answer.
 */
public final class Breaker {

    /** Why a call is not let through. */
    public enum Refusal {
        BROKEN,
        BUSY
    }

    private final int mostAtOnce;
    private final int failuresToBreak;
    private final Duration pause;
    private final InstantSource clock;
    private int atOnce;
    private int failuresInARow;
    private long brokenUntilMillis;
    private boolean isTrying;

    public Breaker(int mostAtOnce, int failuresToBreak, Duration pause, InstantSource clock) {
        this.mostAtOnce = mostAtOnce;
        this.failuresToBreak = failuresToBreak;
        this.pause = pause;
        this.clock = clock;
    }

    /** Empty if the call may be made: then it must end with one of the other three. */
    public synchronized Optional<Refusal> enter() {
        if (isBroken() && (isTrying || clock.millis() < brokenUntilMillis)) {
            return Optional.of(Refusal.BROKEN);
        } else if (atOnce >= mostAtOnce) {
            return Optional.of(Refusal.BUSY);
        }
        isTrying = isBroken();
        atOnce++;
        return Optional.empty();
    }

    public synchronized void answered() {
        atOnce--;
        failuresInARow = 0;
        isTrying = false;
    }

    public synchronized void failed() {
        atOnce--;
        failuresInARow++;
        isTrying = false;
        if (isBroken()) {
            brokenUntilMillis = clock.millis() + pause.toMillis();
        }
    }

    /** Nobody waited for its end: nothing is known. */
    public synchronized void abandoned() {
        atOnce--;
        isTrying = false;
    }

    private boolean isBroken() {
        return failuresInARow >= failuresToBreak;
    }
}
