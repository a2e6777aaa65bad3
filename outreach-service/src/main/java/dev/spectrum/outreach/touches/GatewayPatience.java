package dev.spectrum.outreach.touches;

import dev.spectrum.outreach.touches.domain.Delivery;

/**
 * While the gateway can't be reached nothing is claimed, but for a probe now and then: touches keep their attempts, and go on
 * within seconds of its coming back.
 */
final class GatewayPatience {

    private static final long FIRST_PAUSE_MS = 500;
    private static final long LONGEST_PAUSE_MS = 5_000;

    private long pause;
    private long until = System.nanoTime();

    synchronized void learn(Delivery outcome) {
        if (!(outcome instanceof Delivery.Away)) {
            pause = 0;
            until = System.nanoTime();
        } else if (!isAsked()) {
            // Of many that fail at once one counts.
            pause = Math.min(LONGEST_PAUSE_MS, Math.max(FIRST_PAUSE_MS, pause * 2));
            until = System.nanoTime() + pause * 1_000_000;
        }
    }

    /** Of so many that could be sent, how many are tried: after a failure one, until one is answered. */
    synchronized int most(int free) {
        return pause == 0 ? free : Math.min(free, 1);
    }

    synchronized boolean isAsked() {
        return System.nanoTime() - until < 0;
    }
}
