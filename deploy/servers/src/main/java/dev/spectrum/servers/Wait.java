package dev.spectrum.servers;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting for what another process does, which can only be asked for. */
final class Wait {
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(20);

    private Wait() {}

    /** Answers whether the condition came true in time. */
    static boolean until(Duration patience, BooleanSupplier condition) {
        var deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            try {
                Thread.sleep(BETWEEN_QUESTIONS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
