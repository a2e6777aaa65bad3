package dev.spectrum.conversation.history.db;

import dev.spectrum.conversation.attachments.domain.Attachment;
import dev.spectrum.conversation.history.domain.PastMessage;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

@Entity
@Immutable
@Table(name = "message")
class PastMessageRow {

    /** A native query fails on a column that is not mapped, such as the words of the search. */
    static final String COLUMNS =
            "m.tenant_id, m.id, m.conversation_id, m.parent_message_id, m.position, m.role, m.content,"
                    + " m.tool_calls, m.tool_results, m.tokens_used, m.ending, m.created_at, m.attachments";

    @Id
    UUID id;

    @Column(name = "tenant_id")
    UUID tenantId;

    @Column(name = "conversation_id")
    UUID conversationId;

    @Nullable
    @Column(name = "parent_message_id")
    UUID parentMessageId;

    int position;
    String role;
    String content;

    @Column(name = "tool_calls")
    @JdbcTypeCode(SqlTypes.JSON)
    Calls toolCalls;

    @Column(name = "tool_results")
    @JdbcTypeCode(SqlTypes.JSON)
    Results toolResults;

    @Column(name = "tokens_used")
    long tokensUsed;

    String ending;

    @Column(name = "created_at")
    Instant createdAt;

    @Nullable
    @JdbcTypeCode(SqlTypes.JSON)
    Files attachments;

    record Files(List<Attachment> items) {}

    record Calls(List<Round> rounds) {}

    record Round(List<PastMessage.ToolCall> calls) {}

    record Results(List<PastMessage.ToolResult> items) {}

    PastMessage toPastMessage() {
        return new PastMessage(
                id,
                conversationId,
                parentMessageId,
                position,
                role,
                content,
                toolCalls.rounds().stream()
                        .flatMap(round -> round.calls().stream())
                        .toList(),
                toolResults.items(),
                tokensUsed,
                ending,
                createdAt,
                attachments == null ? List.of() : attachments.items());
    }
}
