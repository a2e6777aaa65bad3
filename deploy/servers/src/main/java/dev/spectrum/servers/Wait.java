package dev.spectrum.servers;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting for what another process does, which can only be asked for. */
final class Wait {
    /** What takes long is asked for less and less often, up to this. */
    private static final long LONGEST_PAUSE_MILLIS = 250;

    private Wait() {}

    /** Answers whether the condition came true in time. */
    static boolean until(Duration patience, BooleanSupplier condition) {
        var deadline = System.nanoTime() + patience.toNanos();
        var pause = 10L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            try {
                Thread.sleep(pause);
                pause = Math.min(pause * 3 / 2, LONGEST_PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
