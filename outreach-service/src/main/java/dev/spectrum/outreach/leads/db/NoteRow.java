package dev.spectrum.outreach.leads.db;

import dev.spectrum.outreach.leads.LeadNotes;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.UpdateTimestamp;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "lead_note")
class NoteRow {

    @Id
    UUID id;

    @Column(name = "tenant_id")
    UUID tenantId;

    @Column(name = "lead_id")
    UUID leadId;

    String text;
    String author;

    @Version
    long version;

    @Column(name = "created_at")
    Instant createdAt;

    @UpdateTimestamp
    @Column(name = "updated_at")
    Instant updatedAt;

    @Nullable
    @Column(name = "deleted_at")
    Instant deletedAt;

    LeadNotes.Note toNote() {
        return new LeadNotes.Note(id, leadId, text, author, createdAt, updatedAt, version);
    }
}
