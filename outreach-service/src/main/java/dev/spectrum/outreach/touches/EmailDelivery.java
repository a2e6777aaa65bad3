package dev.spectrum.outreach.touches;

import dev.spectrum.outreach.touches.domain.Delivery;
import dev.spectrum.outreach.touches.domain.OutgoingMessage;
import io.smallrye.mutiny.Uni;
import java.util.UUID;

/** Who delivers messages. */
public interface EmailDelivery {

    /**
     * One attempt; never fails, and never takes much longer than the gateway's timeout.
     *
     * @param key the same for every attempt: what was delivered under it is not delivered again
     */
    Uni<Delivery> deliver(UUID tenantId, String key, OutgoingMessage message);
}
