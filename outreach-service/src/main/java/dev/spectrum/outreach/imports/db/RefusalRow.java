package dev.spectrum.outreach.imports.db;

import dev.spectrum.outreach.imports.domain.RefusedRow;
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

    @Column(name = "tenant_id")
    UUID tenantId;

    String reason;

    static RefusalRow of(UUID tenantId, UUID importId, RefusedRow refused) {
        RefusalRow row = new RefusalRow();
        row.tenantId = tenantId;
        row.importId = importId;
        row.line = refused.line();
        row.reason = refused.reason();
        return row;
    }

    RefusedRow toRefusedRow() {
        return new RefusedRow(line, reason);
    }
}
