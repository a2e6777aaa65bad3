package dev.spectrum.agent.agents.db;

import dev.spectrum.agent.agents.domain.Access;
import dev.spectrum.agent.agents.domain.Agent;
import dev.spectrum.agent.agents.domain.AgentDefinition;
import dev.spectrum.agent.agents.domain.Label;
import dev.spectrum.agent.agents.domain.Presence;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.CreationTimestamp;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.UpdateTimestamp;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "agent")
class AgentRow {

    @Id
    UUID id;

    @Column(name = "tenant_id")
    UUID tenantId;

    String name;
    String role;
    String description;
    String icon;

    @Column(name = "system_prompt")
    String systemPrompt;

    @JdbcTypeCode(SqlTypes.ARRAY)
    List<String> responsibilities;

    @Column(name = "role_instructions")
    String roleInstructions;

    double temperature;
    String model;

    @Column(name = "data_sources")
    @JdbcTypeCode(SqlTypes.ARRAY)
    List<String> dataSources;

    @Column(name = "api_permissions")
    @JdbcTypeCode(SqlTypes.JSON)
    Map<String, Set<Access>> apiPermissions;

    String color;
    int position;
    boolean enabled;

    @Nullable
    @Column(name = "cartridge_id")
    UUID cartridgeId;

    /** Of the latest definition, which is the one in this row. */
    long version;

    @JdbcTypeCode(SqlTypes.JSON)
    Map<String, Label> labels;

    @Version
    long revision;

    @CreationTimestamp
    @Column(name = "created_at")
    Instant createdAt;

    @UpdateTimestamp
    @Column(name = "updated_at")
    Instant updatedAt;

    @Nullable
    @Column(name = "deleted_at")
    Instant deletedAt;

    static AgentRow of(Agent agent) {
        AgentRow row = new AgentRow();
        row.id = agent.id();
        row.tenantId = agent.tenantId();
        row.put(agent);
        return row;
    }

    void put(Agent agent) {
        role = agent.role();
        position = agent.presence().position();
        enabled = agent.presence().enabled();
        put(agent.definition());
        version = agent.version();
        labels = agent.labels();
    }

    private void put(AgentDefinition definition) {
        name = definition.name();
        description = definition.description();
        icon = definition.icon();
        systemPrompt = definition.systemPrompt();
        responsibilities = definition.responsibilities();
        roleInstructions = definition.roleInstructions();
        temperature = definition.temperature();
        model = definition.model();
        dataSources = definition.dataSources();
        apiPermissions = definition.apiPermissions();
        color = definition.color();
        cartridgeId = definition.cartridgeId().orElse(null);
    }

    Agent toAgent() {
        return new Agent(
                tenantId,
                id,
                new Presence(role, position, enabled),
                new AgentDefinition(
                        name,
                        description,
                        icon,
                        systemPrompt,
                        responsibilities,
                        roleInstructions,
                        temperature,
                        model,
                        dataSources,
                        apiPermissions,
                        color,
                        Optional.ofNullable(cartridgeId)),
                version,
                labels,
                revision);
    }
}
