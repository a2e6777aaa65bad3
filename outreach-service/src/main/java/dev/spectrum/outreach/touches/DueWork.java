package dev.spectrum.outreach.touches;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** What there is to do, across tenants: ids and nothing else. Outside of any transaction. */
public interface DueWork {

    record DueTouch(UUID tenantId, UUID touchId) {}

    record UnplannedCampaign(UUID tenantId, UUID campaignId) {}

    /**
     * Takes touches that are due, so that no other worker does before the lease ends.
     *
     * @param claim what this worker proves with that they are still its own
     */
    Uni<List<DueTouch>> claim(UUID claim, int most, Duration lease);

    /** Campaigns whose touches are still to be planned; takes none of them. */
    Uni<List<UnplannedCampaign>> unplanned(int most);
}
