package dev.spectrum.outreach.tracking.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * That a recipient did something with a touch's message.
 *
 * @param at the first time
 */
public record Engagement(UUID tenantId, UUID touchId, UUID campaignId, UUID leadId, EngagementKind kind, Instant at) {}
