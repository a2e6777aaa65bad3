package dev.spectrum.outreach.texts;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** The touches that wait for their text, across tenants: ids and nothing else. Outside of any transaction. */
public interface WantedTexts {

    record Wanted(UUID tenantId, UUID touchId) {}

    /**
     * Takes some of running campaigns, those that are due longest first; nobody else is given them until the lease ends. For a
     * sender no more than its daily limit is written ahead.
     */
    Uni<List<Wanted>> take(int most, Duration lease);
}
