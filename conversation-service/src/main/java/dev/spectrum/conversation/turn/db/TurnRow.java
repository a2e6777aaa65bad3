package dev.spectrum.conversation.turn.db;

import dev.spectrum.conversation.turn.Turns.Known;
import dev.spectrum.conversation.turn.Turns.State;
import dev.spectrum.conversation.turn.domain.Failure;
import dev.spectrum.conversation.turn.domain.Pending;
import dev.spectrum.conversation.turn.domain.ToolRound;
import dev.spectrum.conversation.turn.domain.Turn;
import dev.spectrum.platform.model.Usage;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A turn as it is read; every write says what must still be so, and is an SQL statement of its own. */
@Entity
@Table(name = "turn")
class TurnRow {

    @Id
    UUID id;

    @Column(name = "tenant_id")
    UUID tenantId;

    @Column(name = "conversation_id")
    UUID conversationId;

    @Column(name = "user_message_id")
    UUID userMessageId;

    @Column(name = "user_id")
    String userId;

    @Column(name = "client_message_id")
    String key;

    @Column(name = "request_digest")
    String digest;

    String state;
    int attempt;

    @Column(name = "agent_id")
    UUID agentId;

    @Column(name = "agent_version")
    long agentVersion;

    @Column(name = "expires_at")
    Instant expiresAt;

    @Nullable
    String failure;

    @Nullable
    @Column(name = "tool_rounds")
    @JdbcTypeCode(SqlTypes.JSON)
    Rounds toolRounds;

    @Nullable
    String answer;

    @Column(name = "input_tokens")
    long inputTokens;

    @Column(name = "output_tokens")
    long outputTokens;

    @Column(name = "cost_micro_usd")
    long costMicroUsd;

    @Column(name = "started_at")
    Instant startedAt;

    @Nullable
    @Column(name = "ended_at")
    Instant endedAt;

    @Nullable
    @JdbcTypeCode(SqlTypes.JSON)
    Pending pending;

    record Rounds(List<ToolRound> items) {}

    Known toKnown() {
        return new Known(
                new Turn(id, conversationId, userMessageId, attempt),
                userId,
                digest,
                state(),
                toolRounds == null ? List.of() : toolRounds.items(),
                new Usage(inputTokens, outputTokens, costMicroUsd));
    }

    private State state() {
        return switch (state) {
            case "completed", "stopped" -> new State.Answered(Objects.requireNonNull(answer));
            case "waiting" -> new State.Waiting(Objects.requireNonNull(pending), Objects.requireNonNull(answer));
            case "failed" ->
                new State.Failed(Failure.valueOf(Objects.requireNonNull(failure).toUpperCase(Locale.ROOT)));
            default -> new State.Running(expiresAt);
        };
    }
}
