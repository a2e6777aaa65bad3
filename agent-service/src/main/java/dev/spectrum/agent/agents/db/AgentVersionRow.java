package dev.spectrum.agent.agents.db;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.agent.agents.domain.Agent;
import dev.spectrum.agent.agents.domain.AgentDefinition;
import dev.spectrum.agent.agents.domain.AgentVersion;
import dev.spectrum.agent.agents.domain.Author;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.CreationTimestamp;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

@Entity
@Immutable
@Table(name = "agent_version")
class AgentVersionRow {

    @Id
    UUID id;

    @Column(name = "tenant_id")
    UUID tenantId;

    @Column(name = "agent_id")
    UUID agentId;

    long version;

    @JdbcTypeCode(SqlTypes.JSON)
    AgentDefinition definition;

    @Column(name = "saved_by")
    String savedBy;

    @Column(name = "saved_by_name")
    String savedByName;

    @CreationTimestamp
    @Column(name = "saved_at")
    Instant savedAt;

    static AgentVersionRow of(Agent agent, Author author) {
        AgentVersionRow row = new AgentVersionRow();
        row.id = UuidCreator.getTimeOrderedEpoch();
        row.tenantId = agent.tenantId();
        row.agentId = agent.id();
        row.version = agent.version();
        row.definition = agent.definition();
        row.savedBy = author.subject();
        row.savedByName = author.name();
        return row;
    }

    AgentVersion toVersion() {
        return new AgentVersion(version, definition, new Author(savedBy, savedByName), savedAt);
    }
}
