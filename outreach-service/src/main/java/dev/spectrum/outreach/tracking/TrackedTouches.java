package dev.spectrum.outreach.tracking;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The touches that links are in. Who keeps the touches answers. Within the tenant's transaction. */
public interface TrackedTouches {

    /** @param sentAt empty if it was not sent, or is not known to have been */
    record Tracked(UUID campaignId, UUID leadId, Optional<Instant> sentAt) {}

    /** Empty where there is no such touch: the message was a test. */
    Uni<Optional<Tracked>> find(UUID touchId);
}
