package dev.spectrum.outreach.retries.domain;

import java.time.Duration;

/**
 * When a failed attempt is followed by another: twice as long after each, and never all at the same moment.
 *
 * @param most attempts altogether
 */
public record Retries(int most, Duration firstPause, Duration longestPause) {

    /**
     * How long to wait after so many attempts: between half and all of {@code firstPause * 2^(attempts - 1)}, at most
     * {@code longestPause}.
     *
     * @param random 0 to 1
     */
    public Duration pause(int attempts, double random) {
        double full = Math.min(longestPause.toMillis(), firstPause.toMillis() * Math.pow(2, Math.max(0, attempts - 1)));
        return Duration.ofMillis(Math.round(full * (0.5 + random / 2)));
    }

    public boolean areUsedUp(int attempts) {
        return attempts >= most;
    }
}
