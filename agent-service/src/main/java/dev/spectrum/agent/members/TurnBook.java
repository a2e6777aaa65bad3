package dev.spectrum.agent.members;

import io.smallrye.mutiny.Uni;
import java.util.UUID;

/** Whose turn it is to change a tenant's members. Each call is a transaction. */
public interface TurnBook {

    /** False while it is another's turn. A turn that is not given back ends after half a minute. */
    Uni<Boolean> take(UUID tenantId, UUID turn);

    Uni<Void> giveBack(UUID tenantId, UUID turn);
}
