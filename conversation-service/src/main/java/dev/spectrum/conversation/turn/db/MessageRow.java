package dev.spectrum.conversation.turn.db;

import dev.spectrum.conversation.turn.domain.Message;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

@Entity
@Immutable
@Table(name = "message")
class MessageRow {

    /** A native query fails on a column that is not mapped, such as the words of the search. */
    static final String COLUMNS =
            "tenant_id, id, conversation_id, parent_message_id, position, role, content, tool_calls,"
                    + " tool_results, tokens_used, ending, created_at";

    @Id
    UUID id;

    @Column(name = "tenant_id")
    UUID tenantId;

    @Column(name = "conversation_id")
    UUID conversationId;

    @Nullable
    @Column(name = "parent_message_id")
    UUID parentId;

    int position;
    String role;
    String content;

    @Column(name = "tool_calls")
    @JdbcTypeCode(SqlTypes.JSON)
    ToolColumns.Calls toolCalls;

    @Column(name = "tool_results")
    @JdbcTypeCode(SqlTypes.JSON)
    ToolColumns.Results toolResults;

    @Column(name = "tokens_used")
    long tokensUsed;

    String ending;

    @Column(name = "created_at")
    Instant createdAt;

    Message toMessage() {
        return new Message(
                id,
                conversationId,
                Optional.ofNullable(parentId),
                position,
                Message.Speaker.valueOf(role.toUpperCase(Locale.ROOT)),
                content,
                ToolColumns.rounds(toolCalls, toolResults),
                tokensUsed,
                Message.Ending.valueOf(ending.toUpperCase(Locale.ROOT)));
    }
}
