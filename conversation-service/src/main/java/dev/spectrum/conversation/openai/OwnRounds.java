package dev.spectrum.conversation.openai;

import dev.spectrum.conversation.turn.domain.ToolRound;
import dev.spectrum.platform.tenant.Caller;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What an agent did with its own tools before it asked for a client's: the client does not know of it, and sends only what it
 * knows. It may be gone at any time; acts are then known by their run all the same.
 */
public interface OwnRounds {

    /** By the id of the client's call that they came before. Never fails. */
    Uni<Map<String, List<ToolRound>>> recall(Caller who, UUID run);

    /** Never fails. */
    Uni<Void> remember(Caller who, UUID run, String beforeCall, List<ToolRound> rounds);

    /** All of a user's. Fails where that can't be done now: then they are gone an hour later. */
    Uni<Void> forget(UUID tenantId, String userId);
}
