package dev.spectrum.outreach.tracking;

import dev.spectrum.outreach.tracking.domain.EngagementKind;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What recipients did, as links and the gateway's events tell, of the tenant that the current transaction is for. Who keeps
 * the touches answers.
 */
public interface Engagements {

    /** A lead's way through a campaign. */
    record Way(UUID campaignId, UUID leadId) {}

    /** What leads did with the messages of campaigns so far; those who got none may be left out. */
    Uni<Map<Way, Set<EngagementKind>>> of(Set<Way> ways);

    /** How many of a campaign's touches saw what, by the kind's word; every kind is named. */
    Uni<Map<String, Long>> engagement(UUID campaignId);
}
