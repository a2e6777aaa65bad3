package dev.spectrum.outreach.templates.db;

import dev.spectrum.outreach.campaigns.domain.StepChannel;
import dev.spectrum.outreach.campaigns.domain.StepText;
import dev.spectrum.outreach.templates.domain.TextTemplate;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.hibernate.annotations.CreationTimestamp;
import org.hibernate.annotations.UpdateTimestamp;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "text_template")
class TemplateRow {

    @Id
    UUID id;

    @Column(name = "tenant_id")
    UUID tenantId;

    String name;
    String channel;
    String subject;
    String body;

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

    static TemplateRow of(TextTemplate template) {
        TemplateRow row = new TemplateRow();
        row.id = template.id();
        row.tenantId = template.tenantId();
        row.put(template);
        return row;
    }

    void put(TextTemplate template) {
        name = template.name();
        channel = template.channel().word();
        subject = template.text().subject();
        body = template.text().body();
    }

    TextTemplate toTemplate() {
        return new TextTemplate(
                tenantId,
                id,
                name,
                StepChannel.valueOf(channel.toUpperCase(Locale.ROOT)),
                StepText.template(subject, body),
                version);
    }
}
