package dev.spectrum.outreach.suppressions;

import dev.spectrum.outreach.senders.domain.Channel;
import dev.spectrum.outreach.suppressions.domain.Suppression;
import dev.spectrum.platform.event.OutgoingEvent;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code lead.suppressed}: an address must never be contacted again. */
final class SuppressionEvents {

    private record LeadSuppressed(
            UUID suppressionId,
            Channel channel,
            String reason,
            @Nullable UUID leadId) {}

    private SuppressionEvents() {}

    static OutgoingEvent suppressed(Suppression suppression) {
        return new OutgoingEvent(
                "spectrum.outreach.events",
                "dev.spectrum.outreach.lead.suppressed.v1",
                suppression.tenantId(),
                suppression.id().toString(),
                new LeadSuppressed(
                        suppression.id(),
                        suppression.channel(),
                        suppression.reason(),
                        suppression.leadId().orElse(null)));
    }
}
