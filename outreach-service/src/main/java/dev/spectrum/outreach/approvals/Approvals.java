package dev.spectrum.outreach.approvals;

import dev.spectrum.outreach.approvals.domain.Approval;
import dev.spectrum.outreach.approvals.domain.ApprovalStatus;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The approvals of the tenant that the current transaction is for. */
public interface Approvals {

    /** Which approvals a list shows; what is empty does not narrow it. */
    record Filter(Optional<UUID> campaignId, Optional<ApprovalStatus> status) {}

    /** A part of the list, the longest waiting first. */
    Uni<List<Approval>> list(Filter filter, Optional<UUID> after, int limit);

    Uni<Optional<Approval>> find(UUID id);

    /** Those of these that there are. */
    Uni<List<Approval>> all(Collection<UUID> ids);

    /** The same, and nobody else decides until the transaction ends. */
    Uni<Optional<Approval>> findForChange(UUID id);

    Uni<Void> add(Approval approval);

    /** Gives the approval with its new version. */
    Uni<Approval> change(Approval approval);
}
