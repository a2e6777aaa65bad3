package dev.spectrum.conversation.history;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;

/** A place beside the database in which something of conversations is kept, for a time. There are several. */
public interface RememberedConversations {

    /**
     * Forgets them. Fails where that can't be done now.
     *
     * @param runIds of turns, what of which is kept goes too
     */
    Uni<Void> forget(UUID tenantId, List<UUID> conversationIds, List<UUID> runIds);
}
