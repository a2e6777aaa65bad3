package dev.spectrum.outreach.campaigns;

import io.smallrye.mutiny.Uni;
import java.util.UUID;

/** Touches that were due while their campaign was paused. Who keeps the touches answers. */
public interface HeldTouches {

    /** They are due now. */
    Uni<Void> release(UUID campaignId);
}
