package dev.spectrum.gateway.connectors;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Leaves a vendor alone for a moment when half of its last answers were failures. Then one request may find out whether it is
 * back. What the vendor refuses is no failure.
 */
final class Breaker {

    private static final int WINDOW = 20;
    private static final int ENOUGH = 10;
    private static final long OPEN_NANOS = Duration.ofSeconds(5).toNanos();

    private final LongSupplier nanos;
    private final boolean[] failed = new boolean[WINDOW];
    private int seen;
    private int failures;
    private boolean open;
    private long openedAt;
    private boolean probing;

    Breaker(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** What a request may do. */
    enum Admission {
        GO,
        /** Go, and find out for all. */
        PROBE,
        STAY
    }

    synchronized Admission admit() {
        if (!open) {
            return Admission.GO;
        } else if (probing || nanos.getAsLong() - openedAt < OPEN_NANOS) {
            return Admission.STAY;
        }
        probing = true;
        return Admission.PROBE;
    }

    synchronized void succeeded(Admission admission) {
        if (admission == Admission.PROBE) {
            open = false;
            probing = false;
            seen = 0;
            failures = 0;
        } else if (!open) {
            note(false);
        }
    }

    synchronized void failed(Admission admission) {
        if (admission == Admission.PROBE) {
            probing = false;
            openedAt = nanos.getAsLong();
        } else if (!open) {
            note(true);
            if (seen >= ENOUGH && failures * 2 >= Math.min(seen, WINDOW)) {
                open = true;
                openedAt = nanos.getAsLong();
            }
        }
    }

    /** It ended in a way that says nothing of the vendor. */
    synchronized void abandoned(Admission admission) {
        if (admission == Admission.PROBE) {
            probing = false;
        }
    }

    private void note(boolean failure) {
        int at = seen % WINDOW;
        if (seen >= WINDOW && failed[at]) {
            failures--;
        }
        failed[at] = failure;
        failures += failure ? 1 : 0;
        seen++;
    }
}
