package dev.spectrum.outreach.touches.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * How often it was tried to deliver a touch.
 *
 * @param uncertain how many of them have begun without it being known that nothing left
 * @param countedAt when the last one took its part of the sender's limits; the touch holds a credit then
 */
public record Attempts(int count, int uncertain, Optional<Instant> firstAt, Optional<Instant> countedAt) {

    public static final Attempts NONE = new Attempts(0, 0, Optional.empty(), Optional.empty());

    /** Another one. Should nothing more be heard of it, it may have got through. */
    Attempts begun(Instant now) {
        return new Attempts(count + 1, uncertain + 1, firstAt.or(() -> Optional.of(now)), Optional.of(now));
    }

    /** The last one did not get through. Where none has, the touch gives back what it holds. */
    Attempts lastFailedSurely() {
        return new Attempts(count, uncertain - 1, firstAt, uncertain == 1 ? Optional.empty() : countedAt);
    }

    /** The last one reached nobody, so it was none. */
    Attempts lastReachedNobody() {
        Attempts failed = lastFailedSurely();
        return new Attempts(count - 1, failed.uncertain(), count == 1 ? Optional.empty() : firstAt, failed.countedAt());
    }

    /** It is known by now that none got through. */
    Attempts allFailed() {
        return new Attempts(count, 0, firstAt, Optional.empty());
    }

    public boolean maybeDelivered() {
        return uncertain > 0;
    }
}
