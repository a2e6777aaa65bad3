package dev.spectrum.conversation.agents.db;

import dev.spectrum.conversation.agents.domain.Agent;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;
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
    String name;

    @Column(name = "system_prompt")
    String systemPrompt;

    @JdbcTypeCode(SqlTypes.ARRAY)
    List<String> responsibilities;

    @Column(name = "data_sources")
    @JdbcTypeCode(SqlTypes.ARRAY)
    List<String> dataSources;

    @Column(name = "role_instructions")
    String roleInstructions;

    double temperature;
    String model;
    boolean enabled;

    @Column(name = "brand_name")
    String brandName;

    @Column(name = "product_name")
    String productName;

    @Column(name = "support_email")
    String supportEmail;

    @Column(name = "definition_version")
    long definitionVersion;

    /** agent-service's, so no {@code @Version} of ours. */
    long version;

    boolean deleted;

    static AgentRow of(Agent agent) {
        AgentRow row = new AgentRow();
        row.id = agent.id();
        row.tenantId = agent.tenantId();
        row.put(agent);
        return row;
    }

    void put(Agent agent) {
        role = agent.role();
        name = agent.name();
        systemPrompt = agent.systemPrompt();
        responsibilities = agent.responsibilities();
        dataSources = agent.dataSources();
        roleInstructions = agent.roleInstructions();
        temperature = agent.temperature();
        model = agent.model();
        enabled = agent.enabled();
        brandName = agent.brand().name();
        productName = agent.brand().product();
        supportEmail = agent.brand().supportEmail();
        definitionVersion = agent.definitionVersion();
        version = agent.version();
        deleted = agent.deleted();
    }

    Agent toAgent() {
        return new Agent(
                tenantId,
                id,
                role,
                name,
                systemPrompt,
                responsibilities,
                dataSources,
                roleInstructions,
                temperature,
                model,
                enabled,
                new Agent.Brand(brandName, productName, supportEmail),
                definitionVersion,
                version,
                deleted);
    }
}
