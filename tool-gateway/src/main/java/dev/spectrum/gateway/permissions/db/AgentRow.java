package dev.spectrum.gateway.permissions.db;

import dev.spectrum.gateway.permissions.domain.Access;
import dev.spectrum.gateway.permissions.domain.Agent;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

@Entity
@Table(name = "agent")
class AgentRow {

    @Id
    UUID id;

    @Column(name = "tenant_id")
    UUID tenantId;

    String role;

    @Column(name = "data_sources")
    @JdbcTypeCode(SqlTypes.ARRAY)
    List<String> dataSources;

    @Column(name = "api_permissions")
    @JdbcTypeCode(SqlTypes.JSON)
    Map<String, Set<Access>> apiPermissions;

    boolean enabled;
    boolean deleted;

    /** The agent's own version, not this row's. */
    long version;

    static AgentRow of(UUID tenantId, Agent agent, boolean isDeleted) {
        AgentRow row = new AgentRow();
        row.id = agent.id();
        row.tenantId = tenantId;
        row.put(agent, isDeleted);
        return row;
    }

    void put(Agent agent, boolean isDeleted) {
        role = agent.role();
        dataSources = agent.dataSources().stream().sorted().toList();
        apiPermissions = agent.apiPermissions();
        enabled = agent.enabled();
        deleted = isDeleted;
        version = agent.version();
    }

    Agent toAgent() {
        return new Agent(id, role, Set.copyOf(dataSources), apiPermissions, enabled, version);
    }
}
