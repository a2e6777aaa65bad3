package dev.spectrum.conversation.turn.db;

import dev.spectrum.conversation.turn.Conversations;
import dev.spectrum.conversation.turn.domain.Conversation;
import dev.spectrum.conversation.turn.domain.Message;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

@ApplicationScoped
class PanacheConversations implements Conversations {

    @Override
    public Uni<Optional<Conversation>> find(UUID id) {
        return Panache.getSession()
                .chain(session -> session.createSelectionQuery(
                                "from ConversationRow where id = ?1", ConversationRow.class)
                        .setParameter(1, id)
                        .getSingleResultOrNull()
                        .map(row -> Optional.ofNullable(row).map(found -> conversation(session, found))));
    }

    /** Not kept in the session, which would give the same row again after another transaction has changed it. */
    private static Conversation conversation(Mutiny.Session session, ConversationRow row) {
        session.detach(row);
        return row.toConversation();
    }

    @Override
    public Uni<List<Message>> branch(UUID conversationId, UUID messageId, int size) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select " + MessageRow.COLUMNS
                                        + " from branch(?1, ?2) where conversation_id = ?3 order by position",
                                MessageRow.class)
                        .setParameter(1, messageId)
                        .setParameter(2, size)
                        .setParameter(3, conversationId)
                        .getResultList())
                .map(rows -> rows.stream().map(MessageRow::toMessage).toList());
    }

    @Override
    public Uni<Void> start(Conversation conversation, String title) {
        return Panache.getSession().chain(session -> session.persist(ConversationRow.of(conversation, title)));
    }

    @Override
    public Uni<Boolean> activate(Conversation conversation, UUID messageId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "update conversation set active_message_id = ?1, updated_at = now()"
                                        + " where tenant_id = ?2 and id = ?3 and active_message_id = ?4 and deleted_at is null")
                        .setParameter(1, messageId)
                        .setParameter(2, conversation.tenantId())
                        .setParameter(3, conversation.id())
                        .setParameter(4, conversation.activeMessageId())
                        .executeUpdate())
                .map(changed -> changed == 1);
    }

    @Override
    public Uni<Void> add(UUID tenantId, Message message) {
        return Panache.getSession().chain(session -> session.persist(MessageRow.of(tenantId, message)));
    }
}
