package dev.spectrum.outreach.touches;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** What there is to do, across tenants: ids and nothing else. Outside of any transaction. */
public interface DueWork {

    record TenantTouch(UUID tenantId, UUID touchId) {}

    record UnplannedCampaign(UUID tenantId, UUID campaignId) {}

    /** Tenants with senders that may have something to send, the longest waiting first; takes nothing. */
    Uni<List<UUID>> tenantsWithDueTouches(int most);

    /**
     * Touches of which it is not known whether they were delivered, first tried no longer ago than that; none of them is given
     * out again before patience ends.
     */
    Uni<List<TenantTouch>> unknown(int most, Duration patience, Duration remembered);

    /** Campaigns whose touches are still to be planned; takes none of them. */
    Uni<List<UnplannedCampaign>> unplanned(int most);
}
