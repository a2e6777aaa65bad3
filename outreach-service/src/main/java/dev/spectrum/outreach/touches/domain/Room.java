package dev.spectrum.outreach.touches.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * How much may still leave through a sender right now.
 *
 * @param left never below zero
 * @param fullUntil when there will be more; empty unless none is left
 */
public record Room(int left, Optional<Instant> fullUntil) {

    public static Room of(int left) {
        return new Room(left, Optional.empty());
    }

    public static Room fullUntil(Instant time) {
        return new Room(0, Optional.of(time));
    }
}
