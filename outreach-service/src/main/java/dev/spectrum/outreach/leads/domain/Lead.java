package dev.spectrum.outreach.leads.domain;

import dev.spectrum.outreach.scoring.domain.LeadScore;
import java.time.Instant;
import java.util.UUID;

/**
 * A prospect of a tenant.
 *
 * @param version counts changes, from 0
 */
public record Lead(
        UUID tenantId,
        UUID id,
        LeadProfile profile,
        LeadStatus status,
        LeadScore score,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    public Lead with(LeadProfile changed, LeadScore rescored) {
        return new Lead(tenantId, id, changed, status, rescored, createdAt, updatedAt, version);
    }

    public Lead with(LeadStatus changed, LeadScore rescored) {
        return new Lead(tenantId, id, profile, changed, rescored, createdAt, updatedAt, version);
    }

    /** As it is once its new score is saved. */
    public Lead rescored(LeadScore rescored) {
        return new Lead(tenantId, id, profile, status, rescored, createdAt, updatedAt, version + 1);
    }
}
