package dev.spectrum.outreach.campaigns.domain;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A campaign of a tenant.
 *
 * @param planning its touches are being planned; it may already be sending those that are
 * @param plannedThrough the lead up to which they are planned; empty before the first
 * @param plannedTouches how many there are so far
 * @param launchedAt empty for a draft
 * @param version counts changes, from 0
 */
public record Campaign(
        UUID tenantId,
        UUID id,
        CampaignPlan plan,
        CampaignStatus status,
        boolean planning,
        Optional<UUID> plannedThrough,
        int plannedTouches,
        Optional<Instant> launchedAt,
        long version) {

    public static Campaign draft(UUID tenantId, UUID id, CampaignPlan plan) {
        return new Campaign(tenantId, id, plan, CampaignStatus.DRAFT, false, Optional.empty(), 0, Optional.empty(), 0);
    }
}
