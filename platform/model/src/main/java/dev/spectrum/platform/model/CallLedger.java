package dev.spectrum.platform.model;

import io.smallrye.mutiny.Uni;
import java.util.UUID;

/**
 * Keeps what calls cost before the budget settles them, so that whatever the budget counted is kept, also of a process that
 * is killed between the two. Of a call that could not be kept the reservation ends by itself, and {@link Budget#lost} tells
 * of it.
 */
@FunctionalInterface
public interface CallLedger {

    /**
     * @param id the call's for ever: the budget would tell of it under the same one if it were lost
     * @param call that was made; of one that is given up while it is, on any thread
     */
    Uni<Void> add(UUID id, MadeCall call);
}
