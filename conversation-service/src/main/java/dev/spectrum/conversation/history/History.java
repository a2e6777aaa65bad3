package dev.spectrum.conversation.history;

import dev.spectrum.conversation.history.domain.PastConversation;
import dev.spectrum.conversation.history.domain.PastMessage;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What was said in the tenant that the current transaction is for. */
public interface History {

    /**
     * Conversations, the newest first.
     *
     * @param userId whose; empty for everybody's
     * @param agentRole with which agent; empty for any
     * @param after the conversation after which the list starts; empty for the beginning
     */
    Uni<List<PastConversation>> conversations(
            Optional<String> userId, Optional<String> agentRole, Optional<UUID> after, int limit);

    Uni<Optional<PastConversation>> conversation(UUID id);

    /** The messages that lead to the conversation's active one, that one included, the oldest first. */
    Uni<List<PastMessage>> activeBranch(PastConversation conversation, Optional<Place> after, int limit);

    /** The messages of all branches, by position. */
    Uni<List<PastMessage>> allBranches(PastConversation conversation, Optional<Place> after, int limit);

    /** Where a message stands among a conversation's. */
    record Place(int position, UUID id) {}
}
