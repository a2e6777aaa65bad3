package dev.spectrum.conversation.turn.db;

import dev.spectrum.conversation.turn.domain.Conversation;
import dev.spectrum.conversation.turn.domain.Settings;
import dev.spectrum.conversation.turn.domain.Settings.PermissionMode;
import dev.spectrum.conversation.turn.domain.Settings.WhenBusy;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.SQLRestriction;
import org.jspecify.annotations.Nullable;

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

    @Nullable
    @Column(name = "running_turn_id")
    UUID runningTurnId;

    @Column(name = "when_busy")
    String whenBusy;

    @Column(name = "permission_mode")
    String permissionMode;

    @Column(name = "settings_version")
    int settingsVersion;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    Conversation toConversation() {
        return new Conversation(
                tenantId,
                id,
                userId,
                agentId,
                agentRole,
                activeMessageId,
                new Settings(
                        WhenBusy.valueOf(whenBusy.toUpperCase(Locale.ROOT)),
                        PermissionMode.valueOf(permissionMode.toUpperCase(Locale.ROOT)),
                        settingsVersion),
                Optional.ofNullable(runningTurnId));
    }
}
