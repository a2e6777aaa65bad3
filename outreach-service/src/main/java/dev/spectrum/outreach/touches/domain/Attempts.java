package dev.spectrum.outreach.touches.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * How often it was tried to deliver a touch.
 *
 * @param uncertain how many of them have begun without it being known that nothing left
 * @param countedOn the UTC day of whose limit the touch has used a part
 */
public record Attempts(int count, int uncertain, Optional<Instant> firstAt, Optional<LocalDate> countedOn) {

    public static final Attempts NONE = new Attempts(0, 0, Optional.empty(), Optional.empty());

    /** Another one. Should nothing more be heard of it, it may have got through. */
    Attempts begun(Instant now, LocalDate today) {
        return new Attempts(count + 1, uncertain + 1, firstAt.or(() -> Optional.of(now)), Optional.of(today));
    }

    /** The last one did not get through. */
    Attempts lastFailedSurely() {
        return new Attempts(count, uncertain - 1, firstAt, countedOn);
    }

    public boolean maybeDelivered() {
        return uncertain > 0;
    }
}
