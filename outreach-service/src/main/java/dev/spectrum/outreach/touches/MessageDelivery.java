package dev.spectrum.outreach.touches;

import dev.spectrum.outreach.touches.domain.Delivery;
import dev.spectrum.outreach.touches.domain.OutgoingMessage;
import io.smallrye.mutiny.Uni;
import java.util.UUID;

/** Who delivers messages. */
public interface MessageDelivery {

    /** The same for every attempt of a touch: what was delivered under it is not delivered again. */
    static String key(UUID touchId) {
        return "touch-" + touchId;
    }

    /** One attempt; never fails, and never takes much longer than the gateway's timeout. */
    Uni<Delivery> deliver(UUID tenantId, String key, OutgoingMessage message);

    /** What is known of what was delivered under a key. */
    enum Found {
        DELIVERED,
        NOT_DELIVERED,
        /** Or nobody answers. */
        NOT_KNOWN
    }

    /** Asks, and sends nothing. Never fails. */
    Uni<Found> find(UUID tenantId, String key);
}
