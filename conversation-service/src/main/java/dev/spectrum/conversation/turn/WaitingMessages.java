package dev.spectrum.conversation.turn;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The messages that wait for their conversation, of the tenant that the current transaction is for. */
public interface WaitingMessages {

    /** False, and nothing is kept, where the conversation is not there for the user. */
    Uni<Boolean> keep(UUID id, Asked asked);

    Uni<Void> remove(UUID id);

    /** Says that somebody still waits for these. */
    Uni<Void> stillWaiting(List<UUID> ids);

    /** One for which nobody waits any more, for the caller alone for a while. It has no token, and a caller without a name. */
    Uni<Optional<Asked>> takeLost(UUID id);
}
