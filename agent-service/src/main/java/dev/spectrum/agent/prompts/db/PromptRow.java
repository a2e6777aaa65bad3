package dev.spectrum.agent.prompts.db;

import dev.spectrum.agent.prompts.domain.Prompt;
import dev.spectrum.agent.prompts.domain.PromptDefinition;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.CreationTimestamp;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.UpdateTimestamp;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "prompt")
class PromptRow {

    @Id
    UUID id;

    @Column(name = "tenant_id")
    UUID tenantId;

    @JdbcTypeCode(SqlTypes.JSON)
    PromptDefinition definition;

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

    static PromptRow of(UUID tenantId, UUID id, PromptDefinition definition, long version) {
        PromptRow row = new PromptRow();
        row.tenantId = tenantId;
        row.id = id;
        row.definition = definition;
        row.version = version;
        return row;
    }

    Prompt toPrompt() {
        return new Prompt(id, definition, version, false);
    }
}
