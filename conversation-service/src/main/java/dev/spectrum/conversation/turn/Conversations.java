package dev.spectrum.conversation.turn;

import dev.spectrum.conversation.turn.domain.Conversation;
import dev.spectrum.conversation.turn.domain.Message;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The conversations of the tenant that the current transaction is for. */
public interface Conversations {

    Uni<Optional<Conversation>> find(UUID id);

    /** The last messages of the branch that ends with this one, oldest first; empty if the conversation has no such message. */
    Uni<List<Message>> branch(UUID conversationId, UUID messageId, int size);

    Uni<Void> start(Conversation conversation, String title);

    /** Makes another message the active one; false if it is no longer the one that the conversation says. */
    Uni<Boolean> activate(Conversation conversation, UUID messageId);

    Uni<Void> add(UUID tenantId, Message message);
}
