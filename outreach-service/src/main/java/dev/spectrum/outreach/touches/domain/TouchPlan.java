package dev.spectrum.outreach.touches.domain;

import dev.spectrum.outreach.senders.domain.Channel;
import java.time.Instant;
import java.util.UUID;

/**
 * What was planned; nothing changes it.
 *
 * @param step of the campaign's sequence, from 0
 * @param variant of the step's text, a letter
 */
public record TouchPlan(
        UUID tenantId,
        UUID id,
        UUID campaignId,
        int step,
        UUID leadId,
        UUID senderId,
        Channel channel,
        String variant,
        Instant dueAt) {}
