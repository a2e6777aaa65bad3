package dev.spectrum.outreach.senders.domain;

import java.time.Duration;

/**
 * How long a sender waits between two messages: drawn anew after each, so that nothing about them looks like a clock.
 *
 * @param fromSeconds the shortest wait
 * @param toSeconds the longest; zero for one that does not wait
 */
public record Pace(int fromSeconds, int toSeconds) {

    /** As people send. */
    public static final Pace HUMAN = new Pace(120, 900);

    public static final Pace NONE = new Pace(0, 0);

    public Pace {
        if (fromSeconds < 0 || toSeconds < fromSeconds) {
            throw new IllegalArgumentException("A pace goes from a shortest wait to a longest");
        }
    }

    public boolean waits() {
        return toSeconds > 0;
    }

    /** @param random 0 to 1 */
    public Duration next(double random) {
        return Duration.ofMillis(Math.round((fromSeconds + random * (toSeconds - fromSeconds)) * 1000));
    }
}
