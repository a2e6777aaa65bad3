package dev.spectrum.outreach.imports;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.UUID;

/** What waits for a worker, whosever it is. */
public interface WaitingImports {

    /** @param claim by which this one's work is known until its lease ends */
    record Claimed(UUID tenantId, UUID importId, UUID claim) {}

    /** The next import that nobody is at; the lease is 30 seconds from now, and from each batch. */
    Uni<Optional<Claimed>> claim();

    /** Forgets what is older than it is kept. */
    Uni<Void> sweep();
}
