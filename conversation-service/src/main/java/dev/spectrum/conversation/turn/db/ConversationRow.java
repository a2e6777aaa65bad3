package dev.spectrum.conversation.turn.db;

import dev.spectrum.conversation.turn.domain.Conversation;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.CreationTimestamp;
import org.hibernate.annotations.SQLRestriction;

@Entity
@SQLRestriction("deleted_at is null")
@Table(name = "conversation")
class ConversationRow {

    @Id
    UUID id;

    @Column(name = "tenant_id")
    UUID tenantId;

    @Column(name = "user_id")
    String userId;

    @Column(name = "agent_id")
    UUID agentId;

    @Column(name = "agent_role")
    String agentRole;

    String title;

    @Column(name = "active_message_id")
    UUID activeMessageId;

    @CreationTimestamp
    @Column(name = "created_at")
    Instant createdAt;

    @CreationTimestamp
    @Column(name = "updated_at")
    Instant updatedAt;

    static ConversationRow of(Conversation conversation, String title) {
        ConversationRow row = new ConversationRow();
        row.id = conversation.id();
        row.tenantId = conversation.tenantId();
        row.userId = conversation.userId();
        row.agentId = conversation.agentId();
        row.agentRole = conversation.agentRole();
        row.title = title;
        row.activeMessageId = conversation.activeMessageId();
        return row;
    }

    Conversation toConversation() {
        return new Conversation(tenantId, id, userId, agentId, agentRole, activeMessageId);
    }
}
