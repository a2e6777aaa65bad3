package dev.spectrum.gateway.calendar.domain;

import java.time.Instant;

/** From one moment up to another, which is not part of it. */
public record TimeSpan(Instant start, Instant end) {

    public boolean overlaps(TimeSpan other) {
        return start.isBefore(other.end) && other.start.isBefore(end);
    }
}
