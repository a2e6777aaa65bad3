package dev.spectrum.outreach.suppressions.web;

import dev.spectrum.outreach.senders.domain.Channel;
import dev.spectrum.outreach.suppressions.domain.Suppressed;
import dev.spectrum.outreach.suppressions.domain.Suppression;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A suppression as clients read it; one of address and domain is null. */
record SuppressionView(
        UUID id,
        Channel channel,
        @Nullable String address,
        @Nullable String domain,
        String reason,
        @Nullable UUID leadId,
        String createdBy,
        Instant createdAt) {

    static SuppressionView of(Suppression suppression) {
        Suppressed suppressed = suppression.suppressed();
        return new SuppressionView(
                suppression.id(),
                suppression.channel(),
                suppressed.kind() == Suppressed.Kind.ADDRESS ? suppressed.value() : null,
                suppressed.kind() == Suppressed.Kind.DOMAIN ? suppressed.value() : null,
                suppression.reason(),
                suppression.leadId().orElse(null),
                suppression.createdBy(),
                suppression.createdAt());
    }
}
