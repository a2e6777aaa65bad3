package dev.spectrum.conversation.turn.db;

import dev.spectrum.conversation.turn.Conversations;
import dev.spectrum.conversation.turn.domain.Conversation;
import dev.spectrum.conversation.turn.domain.Message;
import dev.spectrum.conversation.turn.domain.Settings;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
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
    public Uni<Void> occupyAgain(Conversation conversation, UUID turnId, UUID messageId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                update conversation c set running_turn_id = :turn, active_message_id = case
                                    when exists (select from message m where m.tenant_id = c.tenant_id
                                                 and m.id = c.active_message_id and m.parent_message_id = :message)
                                    then :message else c.active_message_id end
                                where c.tenant_id = :tenant and c.id = :id
                                """)
                        .setParameter("turn", turnId)
                        .setParameter("message", messageId)
                        .setParameter("tenant", conversation.tenantId())
                        .setParameter("id", conversation.id())
                        .executeUpdate())
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> release(UUID conversationId, UUID turnId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "update conversation set running_turn_id = null where id = ?1 and running_turn_id = ?2")
                        .setParameter(1, conversationId)
                        .setParameter(2, turnId)
                        .executeUpdate())
                .replaceWithVoid();
    }

    @Override
    public Uni<Boolean> change(UUID conversationId, Settings next) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "update conversation set when_busy = ?1, permission_mode = ?2, settings_version = ?3"
                                        + " where id = ?4 and settings_version = ?3 - 1")
                        .setParameter(1, next.whenBusy().name().toLowerCase(Locale.ROOT))
                        .setParameter(2, next.permissionMode().name().toLowerCase(Locale.ROOT))
                        .setParameter(3, next.version())
                        .setParameter(4, conversationId)
                        .executeUpdate())
                .map(changed -> changed == 1);
    }
}
