package dev.spectrum.outreach.touches;

import dev.spectrum.outreach.touches.MessageDelivery.Found;
import dev.spectrum.outreach.touches.Touches.Held;
import dev.spectrum.outreach.touches.domain.Touch;
import dev.spectrum.outreach.touches.domain.Touch.Note;
import dev.spectrum.platform.tenant.TenantTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Finds out what became of a touch of unknown outcome, or of one whose last attempt may have got through and is not repeated
 * for now: the gateway is asked by the touch's key, which sends nothing. Only what the gateway knows not to have left may
 * leave again.
 */
@ApplicationScoped
class ReconcileUnknown {

    private final Touches touches;
    private final TellOfTouches tell;
    private final MessageDelivery delivery;
    private final SettleTouches settleTouches;
    private final SendingConfig config;
    private final TenantTransaction transaction;

    ReconcileUnknown(
            Touches touches,
            TellOfTouches tell,
            MessageDelivery delivery,
            SettleTouches settleTouches,
            SendingConfig config,
            TenantTransaction transaction) {
        this.touches = touches;
        this.tell = tell;
        this.delivery = delivery;
        this.settleTouches = settleTouches;
        this.config = config;
        this.transaction = transaction;
    }

    Uni<Void> reconcile(UUID tenantId, UUID touchId) {
        return transaction
                .run(tenantId, () -> touches.find(touchId))
                .chain(found -> found.filter(touch -> !mayBeForgotten(touch))
                        .map(touch -> delivery.find(tenantId, MessageDelivery.key(touchId))
                                .chain(said -> settle(tenantId, touch, said)))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    /** @param asked the touch when the gateway was asked about it: whoever attempted it since knows better */
    private Uni<Void> settle(UUID tenantId, Touch asked, Found said) {
        return transaction.run(
                tenantId,
                () -> touches.lock(List.of(asked.id()))
                        .chain(held -> held.stream()
                                .map(Held::touch)
                                .filter(touch -> touch.status() == asked.status()
                                        && touch.attempts().equals(asked.attempts()))
                                .findFirst()
                                .flatMap(touch -> after(touch, said))
                                .map(this::save)
                                .orElseGet(() -> Uni.createFrom().voidItem())));
    }

    private Uni<Void> save(Changed changed) {
        boolean givesBack = changed.before().attempts().countedAt().isPresent()
                && changed.after().attempts().countedAt().isEmpty();
        return touches.save(List.of(changed.after()), null)
                .chain(() -> tell.tell(List.of(changed.before()), List.of(changed.after())))
                .chain(() -> settleTouches.giveBack(givesBack ? List.of(changed.before()) : List.of()));
    }

    private record Changed(Touch before, Touch after) {}

    private Optional<Changed> after(Touch touch, Found said) {
        return switch (said) {
            case DELIVERED -> Optional.of(new Changed(touch, touch.sent(Instant.now())));
            case NOT_DELIVERED -> {
                Note why = new Note("not-delivered", "The gateway knows of no message that left.");
                yield Optional.of(new Changed(
                        touch,
                        touch.attempts().count() < config.attempts()
                                ? touch.foundUnsent(why, Instant.now())
                                : touch.foundUnsent(why)));
            }
            case NOT_KNOWN -> Optional.empty();
        };
    }

    /** What the gateway has forgotten it would call unsent. */
    private boolean mayBeForgotten(Touch touch) {
        return touch.attempts()
                .firstAt()
                .filter(first -> first.plus(config.keyLifetime()).isAfter(Instant.now()))
                .isEmpty();
    }
}
