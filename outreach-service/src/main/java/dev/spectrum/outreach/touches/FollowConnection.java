package dev.spectrum.outreach.touches;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** A sender whose connection fails pauses itself, and goes on once it works again. Within the tenant's transaction. */
@ApplicationScoped
public class FollowConnection {

    private final PauseSenders pauseSenders;

    FollowConnection(PauseSenders pauseSenders) {
        this.pauseSenders = pauseSenders;
    }

    /** @param detail in words for the tenant */
    public Uni<Void> failing(UUID connectionId, String detail) {
        return pauseSenders.ofConnection(connectionId, detail);
    }

    public Uni<Void> working(UUID connectionId) {
        return pauseSenders.resumeOfConnection(connectionId);
    }
}
