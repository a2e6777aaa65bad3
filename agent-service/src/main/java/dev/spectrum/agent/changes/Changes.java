package dev.spectrum.agent.changes;

import dev.spectrum.agent.changes.domain.Change;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The changes of the tenant that the current transaction is for. */
public interface Changes {

    /** What is looked for; what is empty leaves out nothing. */
    record Wanted(Optional<String> entity, Optional<String> entityId, Optional<String> actor) {}

    /**
     * The latest first.
     *
     * @param before the change before which the page starts; empty for the latest
     */
    Uni<List<Change>> list(Wanted wanted, Optional<UUID> before, int limit);
}
