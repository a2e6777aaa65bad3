package dev.spectrum.outreach.touches;

import io.smallrye.mutiny.Uni;
import java.util.UUID;

/** Rotation: where a sender can't send, the others of the campaign do. */
public interface MoveTouches {

    /**
     * What was never tried goes to those of its campaign's senders that can send, in turn; a lead that has heard from this
     * sender goes on waiting for it. Where there is no other, nothing moves.
     */
    Uni<Void> away(UUID senderId);
}
