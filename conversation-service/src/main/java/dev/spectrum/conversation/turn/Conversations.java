package dev.spectrum.conversation.turn;

import dev.spectrum.conversation.turn.domain.Conversation;
import dev.spectrum.conversation.turn.domain.Message;
import dev.spectrum.conversation.turn.domain.Settings;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The conversations of the tenant that the current transaction is for; what turns write there is in {@link TurnWrites}. */
public interface Conversations {

    Uni<Optional<Conversation>> find(UUID id);

    /** The last messages of the branch that ends with this one, oldest first; empty if the conversation has no such message. */
    Uni<List<Message>> branch(UUID conversationId, UUID messageId, int size);

    /** Makes a turn that is taken again the running one; the user's message is active again if only an earlier answer to it came after. */
    Uni<Void> occupyAgain(Conversation conversation, UUID turnId, UUID messageId);

    /** The turn is over, and nobody is left to say more of it. */
    Uni<Void> release(UUID conversationId, UUID turnId);

    /** Changes the settings to the next version; false if somebody else has. */
    Uni<Boolean> change(UUID conversationId, Settings next);
}
