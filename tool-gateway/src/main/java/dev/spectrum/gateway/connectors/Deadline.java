package dev.spectrum.gateway.connectors;

import java.time.Duration;

/** When a call must have ended. */
record Deadline(long atNanos) {

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** Negative when it is over. */
    Duration left() {
        return Duration.ofNanos(atNanos - System.nanoTime());
    }

    boolean allows(Duration wait) {
        return left().compareTo(wait) > 0;
    }

    Duration atMost(Duration wanted) {
        Duration left = left();
        return left.compareTo(wanted) < 0 ? left : wanted;
    }
}
