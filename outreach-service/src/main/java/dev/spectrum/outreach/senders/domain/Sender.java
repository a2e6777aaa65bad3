package dev.spectrum.outreach.senders.domain;

import java.util.UUID;

/**
 * A resource that sends and has limits.
 *
 * @param version counts changes, from 0
 */
public record Sender(UUID tenantId, UUID id, SenderSettings settings, long version) {}
