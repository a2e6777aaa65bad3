package dev.spectrum.conversation.history.db;

import dev.spectrum.conversation.history.domain.PastConversation;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.SQLRestriction;

@Entity
@Immutable
@SQLRestriction("deleted_at is null")
@Table(name = "conversation")
class PastConversationRow {

    @Id
    UUID id;

    @Column(name = "user_id")
    String userId;

    @Column(name = "agent_id")
    UUID agentId;

    @Column(name = "agent_role")
    String agentRole;

    String title;

    @Column(name = "active_message_id")
    UUID activeMessageId;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    long revision;

    PastConversation toPastConversation() {
        return new PastConversation(
                id, userId, agentId, agentRole, title, activeMessageId, createdAt, updatedAt, revision);
    }
}
