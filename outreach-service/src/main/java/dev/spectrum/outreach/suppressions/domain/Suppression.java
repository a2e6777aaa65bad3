package dev.spectrum.outreach.suppressions.domain;

import dev.spectrum.outreach.senders.domain.Channel;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Somebody whom this tenant must not contact.
 *
 * @param reason such as {@code unsubscribed}, or what a person wrote
 * @param leadId the lead it came from or has the address, if any
 * @param createdBy the {@code sub} of who added it; {@code recipient} for those who unsubscribed
 */
public record Suppression(
        UUID tenantId,
        UUID id,
        Channel channel,
        Suppressed suppressed,
        String reason,
        Optional<UUID> leadId,
        String createdBy,
        Instant createdAt) {

    /** Stands for no tenant, in those that hold for all. */
    public static final UUID ALL_TENANTS = new UUID(0, 0);
}
