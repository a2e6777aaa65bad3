package dev.spectrum.conversation.outcomes;

import dev.spectrum.conversation.outcomes.domain.Outcome;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The outcomes of the tenant that the current transaction is for. */
public interface Outcomes {

    Uni<Void> add(UUID tenantId, Outcome outcome);

    /** A conversation's, in the order in which they were recorded. */
    Uni<List<Outcome>> of(UUID conversationId, Optional<UUID> after, int limit);
}
