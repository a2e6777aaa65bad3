package dev.spectrum.outreach.tracking;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.UUID;

/** The key that a tenant's links are signed with. Within the tenant's transaction. */
public interface TrackingKeys {

    /** Made where there is none yet. */
    Uni<byte[]> keyOf(UUID tenantId);

    Uni<Optional<byte[]>> find();
}
