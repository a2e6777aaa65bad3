package dev.spectrum.outreach.imports.db;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

@Entity
@Immutable
@Table(name = "lead_import_refusal")
@IdClass(RefusalRow.Key.class)
class RefusalRow {

    record Key(UUID importId, long line) {}

    @Id
    @Column(name = "import_id")
    UUID importId;

    @Id
    long line;

    String reason;

    /** A JSON array of text. */
    String cells;
}
