package dev.spectrum.gateway.calls.domain;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How often something may happen: so many times a second, and after a pause as many times at once. (The generic cell rate
 * algorithm, ITU-T I.371: one number says all.)
 */
public final class Pace {

    private final long intervalNanos;
    private final long toleranceNanos;
    /** When the next would be due if they came evenly. */
    private final AtomicLong due;

    /** @param now in nanoseconds, as all times here, on any clock that never goes back */
    public Pace(double perSecond, long now) {
        this.intervalNanos = (long) (1_000_000_000 / perSecond);
        this.toleranceNanos = Math.max(1_000_000_000 - intervalNanos, 0);
        this.due = new AtomicLong(now);
    }

    /** Takes one, and gives 0; or takes none, and gives the time until there is one. */
    public long take(long now) {
        while (true) {
            long last = due.get();
            long next = Math.max(last, now);
            if (next - now > toleranceNanos) {
                return next - now - toleranceNanos;
            }
            if (due.compareAndSet(last, next + intervalNanos)) {
                return 0;
            }
        }
    }

    /** Nothing is known of it that a new one would not do as well. */
    public boolean isIdle(long now) {
        return due.get() <= now;
    }
}
