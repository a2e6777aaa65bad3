package dev.spectrum.gateway.crm.db;

import dev.spectrum.gateway.crm.domain.Note;
import dev.spectrum.gateway.crm.domain.Note.About;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One of the three ids says what it is about. */
@Entity
@Table(name = "note")
class NoteRow {

    @Id
    UUID id;

    @Column(name = "tenant_id")
    UUID tenantId;

    @Nullable
    @Column(name = "contact_id")
    UUID contactId;

    @Nullable
    @Column(name = "opportunity_id")
    UUID opportunityId;

    @Nullable
    @Column(name = "company_id")
    UUID companyId;

    String body;
    String author;

    @Column(name = "created_at")
    Instant createdAt;

    static NoteRow of(UUID tenantId, Note note) {
        NoteRow row = new NoteRow();
        row.id = note.id();
        row.tenantId = tenantId;
        switch (note.about()) {
            case CONTACT -> row.contactId = note.aboutId();
            case OPPORTUNITY -> row.opportunityId = note.aboutId();
            case COMPANY -> row.companyId = note.aboutId();
        }
        row.body = note.body();
        row.author = note.author();
        row.createdAt = note.createdAt();
        return row;
    }

    /** The name of the field that says the id of such a thing. */
    static String idOf(About about) {
        return switch (about) {
            case CONTACT -> "contactId";
            case OPPORTUNITY -> "opportunityId";
            case COMPANY -> "companyId";
        };
    }

    Note toNote(About about, UUID aboutId) {
        return new Note(id, about, aboutId, body, author, createdAt);
    }
}
