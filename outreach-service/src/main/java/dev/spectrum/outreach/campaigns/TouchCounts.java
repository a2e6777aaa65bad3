package dev.spectrum.outreach.campaigns;

import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.UUID;

/** How far a campaign has come: its touches by their status. Who keeps the touches answers. */
public interface TouchCounts {

    Uni<Map<String, Long>> of(UUID campaignId);
}
