package dev.spectrum.outreach.touches;

import dev.spectrum.outreach.touches.domain.Touch;
import dev.spectrum.platform.tenant.TenantTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Sends one claimed touch: the check in one transaction, the delivery outside of any, its outcome in another. */
@ApplicationScoped
class SendTouch {

    private final PrepareTouch prepareTouch;
    private final EmailDelivery delivery;
    private final RecordDelivery recordDelivery;
    private final TenantTransaction transaction;

    SendTouch(
            PrepareTouch prepareTouch,
            EmailDelivery delivery,
            RecordDelivery recordDelivery,
            TenantTransaction transaction) {
        this.prepareTouch = prepareTouch;
        this.delivery = delivery;
        this.recordDelivery = recordDelivery;
        this.transaction = transaction;
    }

    Uni<Void> send(UUID tenantId, UUID touchId, UUID claim) {
        return transaction
                .run(tenantId, () -> prepareTouch.prepare(touchId, claim))
                .chain(prepared -> prepared.map(touch -> deliver(touch, claim))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Void> deliver(Touch touch, UUID claim) {
        UUID tenantId = touch.plan().tenantId();
        return delivery.deliver(tenantId, "touch-" + touch.id(), touch.message().orElseThrow())
                .chain(outcome -> transaction.run(tenantId, () -> recordDelivery.record(touch.id(), claim, outcome)));
    }
}
