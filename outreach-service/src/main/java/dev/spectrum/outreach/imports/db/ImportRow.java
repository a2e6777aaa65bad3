package dev.spectrum.outreach.imports.db;

import dev.spectrum.outreach.imports.domain.ImportStatus;
import dev.spectrum.outreach.imports.domain.LeadImport;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

@Entity
@Table(name = "lead_import")
class ImportRow {

    @Id
    UUID id;

    @Column(name = "tenant_id")
    UUID tenantId;

    @Column(name = "file_name")
    String fileName;

    String status;
    int total;
    int imported;
    int merged;
    int refused;
    String reason;

    @Column(name = "heartbeat_at")
    Instant heartbeatAt;

    @Column(name = "created_at")
    Instant createdAt;

    static ImportRow of(LeadImport begun) {
        ImportRow row = new ImportRow();
        row.id = begun.id();
        row.tenantId = begun.tenantId();
        row.fileName = begun.fileName();
        row.status = column(begun.status());
        row.total = begun.total();
        row.imported = begun.imported();
        row.merged = begun.merged();
        row.refused = begun.refused();
        row.reason = begun.reason();
        row.heartbeatAt = begun.createdAt();
        row.createdAt = begun.createdAt();
        return row;
    }

    static String column(ImportStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    LeadImport toImport() {
        return new LeadImport(
                tenantId,
                id,
                fileName,
                ImportStatus.valueOf(status.toUpperCase(Locale.ROOT)),
                total,
                imported,
                merged,
                refused,
                reason,
                createdAt);
    }
}
