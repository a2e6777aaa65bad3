package dev.spectrum.outreach.approvals;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;

/** What nobody decided in time, across tenants: ids and nothing else. Outside of any transaction. */
public interface ExpiredApprovals {

    record Expired(UUID tenantId, UUID approvalId) {}

    Uni<List<Expired>> some(int most);
}
