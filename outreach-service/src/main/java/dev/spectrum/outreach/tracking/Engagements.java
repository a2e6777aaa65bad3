package dev.spectrum.outreach.tracking;

import dev.spectrum.outreach.tracking.domain.Engagement;
import dev.spectrum.outreach.tracking.domain.EngagementKind;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What recipients did, of the tenant that the current transaction is for. */
public interface Engagements {

    /** True if it is the first of its kind for the touch; the time of the first is kept. */
    Uni<Boolean> record(Engagement engagement);

    /** A lead's way through a campaign. */
    record Way(UUID campaignId, UUID leadId) {}

    /** What leads did with the messages of campaigns so far; those who did nothing are left out. */
    Uni<Map<Way, Set<EngagementKind>>> of(Set<Way> ways);

    /** How many of a campaign's touches saw what, by the kind's word; every kind is named. */
    Uni<Map<String, Long>> counts(UUID campaignId);
}
