package dev.spectrum.outreach.tracking;

import dev.spectrum.outreach.tracking.domain.EngagementKind;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The touches that links are in. Who keeps the touches answers. Within the tenant's transaction. */
public interface TrackedTouches {

    /** When it left; empty where there is no such touch, and where it did not leave. */
    Uni<Optional<Instant>> sentAt(UUID touchId);

    /** A person did this with its message. The first time counts. */
    Uni<Void> saw(UUID touchId, EngagementKind kind, Instant at);
}
