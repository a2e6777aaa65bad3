package dev.spectrum.outreach.touches;

import dev.spectrum.outreach.touches.domain.Delivery;
import dev.spectrum.outreach.touches.domain.Retries;
import dev.spectrum.outreach.touches.domain.Touch;
import dev.spectrum.outreach.touches.domain.Touch.Note;
import dev.spectrum.outreach.touches.domain.TouchStatus;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Writes down what came of an attempt to deliver a touch. */
@ApplicationScoped
class RecordDelivery {

    private final Touches touches;
    private final KeepTouch keepTouch;
    private final Retries retries;

    RecordDelivery(Touches touches, KeepTouch keepTouch, SendingConfig config) {
        this.touches = touches;
        this.keepTouch = keepTouch;
        this.retries = new Retries(config.attempts(), config.firstPause(), config.longestPause());
    }

    /** Within the tenant's transaction. */
    Uni<Void> record(UUID touchId, UUID claim, Delivery delivery) {
        Uni<Optional<Touch>> touch = switch (delivery) {
            // True whoever has the touch by now: every attempt has the same key.
            case Delivery.Delivered delivered ->
                touches.lock(touchId).map(found -> found.filter(one -> one.status() != TouchStatus.SENT));
            // Of an attempt that took longer than its lease, another worker finds out.
            case Delivery.Refused refused -> stillSending(touchId, claim);
            case Delivery.Unknown unknown -> stillSending(touchId, claim);
            case Delivery.TryAgain tryAgain -> stillSending(touchId, claim);
        };
        return touch.chain(found -> found.map(one -> keepTouch.keep(after(one, delivery)))
                .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Optional<Touch>> stillSending(UUID touchId, UUID claim) {
        return touches.lockClaimed(touchId, claim)
                .map(found -> found.filter(touch -> touch.status() == TouchStatus.SENDING));
    }

    private Touch after(Touch touch, Delivery delivery) {
        return switch (delivery) {
            case Delivery.Delivered() -> touch.sent(Instant.now());
            case Delivery.Refused(String code, String reason) ->
                touch.notDelivered().failed(new Note(code, reason));
            case Delivery.Unknown(String reason) -> touch.unknown(new Note("unknown-outcome", reason));
            case Delivery.TryAgain tryAgain -> again(touch, tryAgain);
        };
    }

    private Touch again(Touch attempted, Delivery.TryAgain failure) {
        Touch touch = failure.maybeDelivered() ? attempted : attempted.notDelivered();
        Note why = new Note(failure.code(), failure.reason());
        int attempts = touch.attempts().count();
        if (retries.areUsedUp(attempts)) {
            return touch.failed(why);
        }
        Duration pause = retries.pause(attempts, ThreadLocalRandom.current().nextDouble());
        Duration asked = failure.notBefore().orElse(Duration.ZERO);
        return touch.toBeTriedAgain(Instant.now().plus(pause.compareTo(asked) > 0 ? pause : asked), why);
    }
}
