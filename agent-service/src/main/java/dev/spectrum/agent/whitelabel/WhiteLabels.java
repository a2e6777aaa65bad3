package dev.spectrum.agent.whitelabel;

import dev.spectrum.agent.whitelabel.domain.WhiteLabel;
import io.smallrye.mutiny.Uni;
import java.util.UUID;

/** The white label of the tenant that the current transaction is for. */
public interface WhiteLabels {

    /** {@link WhiteLabel#NONE} while the tenant has said nothing. */
    Uni<WhiteLabel> find();

    /** The same, and keeps others from changing it until the transaction ends. */
    Uni<WhiteLabel> hold(UUID tenantId);

    /** Writes one that is held; gives it with its new version. */
    Uni<WhiteLabel> put(UUID tenantId, WhiteLabel whiteLabel);
}
