package dev.spectrum.outreach.approvals;

import dev.spectrum.outreach.approvals.domain.Approval;
import io.smallrye.mutiny.Uni;

/** The touches that wait for a person. Who keeps the touches answers. Within the tenant's transaction. */
public interface WaitingTouches {

    /** It is due now. */
    Uni<Void> release(Approval approval);

    /** It is not sent. */
    Uni<Void> skip(Approval approval, String code, String reason);

    /** A person sent it. */
    Uni<Void> done(Approval approval);
}
