package dev.spectrum.conversation.history;

import dev.spectrum.conversation.history.domain.Answerer;
import dev.spectrum.conversation.history.domain.FoundConversation;
import dev.spectrum.conversation.history.domain.PastConversation;
import dev.spectrum.conversation.history.domain.PastMessage;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What was said in the tenant that the current transaction is for. What was deleted is not there. */
public interface History {

    /**
     * Conversations, the newest first.
     *
     * @param after the conversation after which the list starts; empty for the beginning
     */
    Uni<List<PastConversation>> conversations(Filter filter, Optional<UUID> after, int limit);

    /**
     * Those with the words in a message or in the title, the newest first.
     *
     * @param words as in a web search: all of them, {@code "in this order"}, {@code this or that}, {@code -without}
     */
    Uni<List<FoundConversation>> search(String words, Filter filter, Optional<UUID> after, int limit);

    /**
     * Which conversations; empty for any.
     *
     * @param userId whose
     * @param from when they were started, inclusive
     * @param to exclusive
     */
    record Filter(
            Optional<String> userId,
            Optional<String> agentRole,
            Optional<UUID> agentId,
            Optional<Instant> from,
            Optional<Instant> to) {

        public static Filter ofUser(String userId) {
            return new Filter(
                    Optional.of(userId), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    Uni<Optional<PastConversation>> conversation(UUID id);

    Uni<Optional<PastMessage>> message(UUID id);

    /** Which agent gave this answer, with which of its definitions. */
    Uni<Answerer> answererOf(PastConversation conversation, PastMessage answer);

    /** The same of the conversation's last answer. */
    Uni<Answerer> lastAnswererIn(PastConversation conversation);

    /** Gives it a name; empty if it was renamed since that revision, or is gone. */
    Uni<Optional<PastConversation>> rename(PastConversation conversation, String title);

    Uni<Void> delete(UUID id);

    /** The messages that lead to the conversation's active one, that one included, the oldest first. */
    Uni<List<PastMessage>> activeBranch(PastConversation conversation, Optional<Place> after, int limit);

    /** Their ids alone, all of them. */
    Uni<List<UUID>> activeBranchIds(PastConversation conversation);

    /** Messages by their ids, the oldest first. */
    Uni<List<PastMessage>> messages(List<UUID> ids);

    /** The messages of all branches, by position. */
    Uni<List<PastMessage>> allBranches(PastConversation conversation, Optional<Place> after, int limit);

    /** Where a message stands among a conversation's. */
    record Place(int position, UUID id) {

        public static Place of(PastMessage message) {
            return new Place(message.position(), message.id());
        }
    }
}
