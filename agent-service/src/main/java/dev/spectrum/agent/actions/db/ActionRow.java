package dev.spectrum.agent.actions.db;

import dev.spectrum.agent.actions.domain.Action;
import dev.spectrum.agent.actions.domain.ActionDefinition;
import dev.spectrum.agent.brokers.domain.Scope;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.CreationTimestamp;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.UpdateTimestamp;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "action")
class ActionRow {

    @Id
    UUID id;

    @Column(name = "tenant_id")
    UUID tenantId;

    String name;

    @Column(name = "prompt_id")
    UUID promptId;

    @Column(name = "broker_mappings")
    @JdbcTypeCode(SqlTypes.JSON)
    Map<String, UUID> brokerMappings;

    @Column(name = "hardcoded_values")
    @JdbcTypeCode(SqlTypes.JSON)
    Map<String, Object> hardcodedValues;

    @Column(name = "context_scopes")
    @JdbcTypeCode(SqlTypes.ARRAY)
    List<String> contextScopes;

    @Column(name = "execution_config")
    @JdbcTypeCode(SqlTypes.JSON)
    ActionDefinition.ExecutionConfig executionConfig;

    @Version
    long version;

    @CreationTimestamp
    @Column(name = "created_at")
    Instant createdAt;

    @UpdateTimestamp
    @Column(name = "updated_at")
    Instant updatedAt;

    @Nullable
    @Column(name = "deleted_at")
    Instant deletedAt;

    void put(ActionDefinition definition) {
        name = definition.name();
        promptId = definition.promptId();
        brokerMappings = definition.brokerMappings();
        hardcodedValues = definition.hardcodedValues();
        contextScopes = definition.contextScopes().stream().map(Scope::word).toList();
        executionConfig = definition.executionConfig();
        updatedAt = Instant.now();
    }

    Action toAction() {
        return new Action(
                id,
                new ActionDefinition(
                        name,
                        promptId,
                        brokerMappings,
                        hardcodedValues,
                        contextScopes.stream().map(Scope::of).toList(),
                        executionConfig),
                version);
    }
}
