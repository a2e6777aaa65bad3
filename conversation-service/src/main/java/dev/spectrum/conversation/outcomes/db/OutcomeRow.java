package dev.spectrum.conversation.outcomes.db;

import dev.spectrum.conversation.history.domain.Answerer;
import dev.spectrum.conversation.outcomes.domain.Outcome;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

@Entity
@Immutable
@Table(name = "outcome")
class OutcomeRow {

    @Id
    UUID id;

    @Column(name = "tenant_id")
    UUID tenantId;

    @Column(name = "conversation_id")
    UUID conversationId;

    @Column(name = "agent_id")
    UUID agentId;

    @Column(name = "agent_role")
    String agentRole;

    @Nullable
    @Column(name = "agent_version")
    Long agentVersion;

    String name;
    BigDecimal value;
    String source;

    @Column(name = "occurred_at")
    Instant occurredAt;

    static OutcomeRow of(UUID tenantId, Outcome outcome) {
        OptionalLong version = outcome.answerer().version();
        OutcomeRow row = new OutcomeRow();
        row.id = outcome.id();
        row.tenantId = tenantId;
        row.conversationId = outcome.conversationId();
        row.agentId = outcome.answerer().agentId();
        row.agentRole = outcome.answerer().agentRole();
        row.agentVersion = version.isPresent() ? version.getAsLong() : null;
        row.name = outcome.name();
        row.value = outcome.value();
        row.source = outcome.source();
        row.occurredAt = outcome.occurredAt();
        return row;
    }

    Outcome toOutcome() {
        return new Outcome(
                id,
                conversationId,
                name,
                value,
                source,
                new Answerer(
                        agentId,
                        agentRole,
                        agentVersion == null ? OptionalLong.empty() : OptionalLong.of(agentVersion)),
                occurredAt);
    }
}
