package dev.spectrum.gateway.calls.db;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** An entry of the audit trail; read here, written by a function of the database. */
@Entity
@Immutable
@Table(name = "tool_call")
class ToolCallRow {

    @Id
    UUID id;

    @Column(name = "tenant_id")
    UUID tenantId;

    @Column(name = "call_id")
    UUID callId;

    long position;

    String tool;

    @Nullable
    @Column(name = "data_source")
    String dataSource;

    @Nullable
    String access;

    String caller;

    @Column(name = "caller_name")
    String callerName;

    @Nullable
    @Column(name = "agent_role")
    String agentRole;

    @JdbcTypeCode(SqlTypes.JSON)
    ObjectNode arguments;

    @Nullable
    @Column(name = "idempotency_key")
    String idempotencyKey;

    String outcome;

    @Nullable
    String reason;

    @Nullable
    @Column(name = "duration_ms")
    Long durationMs;

    @Column(name = "called_at")
    Instant calledAt;
}
