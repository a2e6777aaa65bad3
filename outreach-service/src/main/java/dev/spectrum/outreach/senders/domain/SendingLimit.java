package dev.spectrum.outreach.senders.domain;

import java.time.Duration;
import java.time.Instant;

/**
 * So many in any stretch of time of this length, wherever it begins.
 *
 * @param subject what is limited
 */
public record SendingLimit(String subject, int most, Duration window) {

    /** Uses are counted together that end within a thousandth of the window, so that a large limit is few rows. */
    private static final int PARTS = 1000;

    /**
     * Until when something that began counts: its window after the last moment at which it may have left, rounded up. Earlier
     * than that it would leave room in a window that it is still part of.
     *
     * @param attempt for how long after it began it may leave
     */
    public Instant countsUntil(Instant began, Duration attempt) {
        long part = Math.max(1, window.toMillis() / PARTS);
        long until = began.plus(attempt).plus(window).toEpochMilli();
        return Instant.ofEpochMilli(Math.ceilDiv(until, part) * part);
    }
}
