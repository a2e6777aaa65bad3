package dev.spectrum.outreach.imports.db;

import dev.spectrum.outreach.imports.domain.Column;
import dev.spectrum.outreach.imports.domain.ColumnMapping;
import dev.spectrum.outreach.imports.domain.ImportStatus;
import dev.spectrum.outreach.imports.domain.LeadImport;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "lead_import")
class ImportRow {

    @Id
    UUID id;

    @jakarta.persistence.Column(name = "tenant_id")
    UUID tenantId;

    @jakarta.persistence.Column(name = "file_name")
    String fileName;

    long bytes;
    String charset;

    @jakarta.persistence.Column(name = "text_from")
    int textFrom;

    /** Names of columns by header; blank for one that is left out. */
    @JdbcTypeCode(SqlTypes.JSON)
    Map<String, String> mapping;

    String list;
    String status;

    @JdbcTypeCode(SqlTypes.ARRAY)
    List<String> header;

    int total;
    int imported;
    int merged;
    int refused;

    @jakarta.persistence.Column(name = "through_line")
    long throughLine;

    @jakarta.persistence.Column(name = "bytes_read")
    long bytesRead;

    int attempts;
    String reason;

    @Nullable
    @jakarta.persistence.Column(name = "claimed_by")
    UUID claimedBy;

    @jakarta.persistence.Column(name = "claimable_at")
    Instant claimableAt;

    @jakarta.persistence.Column(name = "created_at")
    Instant createdAt;

    static ImportRow of(LeadImport begun) {
        ImportRow row = new ImportRow();
        LeadImport.Source source = begun.source();
        row.id = begun.id();
        row.tenantId = begun.tenantId();
        row.fileName = source.fileName();
        row.bytes = source.bytes();
        row.charset = source.charset();
        row.textFrom = source.textFrom();
        row.mapping = new LinkedHashMap<>();
        source.mapping()
                .byHeader()
                .forEach((header, column) ->
                        row.mapping.put(header, column.map(Column::word).orElse("")));
        row.list = source.list();
        row.status = column(begun.status());
        row.header = begun.header();
        row.total = begun.total();
        row.imported = begun.imported();
        row.merged = begun.merged();
        row.refused = begun.refused();
        row.throughLine = begun.throughLine();
        row.bytesRead = begun.bytesRead();
        row.attempts = begun.attempts();
        row.reason = begun.reason();
        row.claimableAt = begun.createdAt();
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
                new LeadImport.Source(fileName, bytes, charset, textFrom, toMapping(), list),
                ImportStatus.valueOf(status.toUpperCase(Locale.ROOT)),
                header,
                total,
                imported,
                merged,
                refused,
                throughLine,
                bytesRead,
                attempts,
                reason,
                createdAt);
    }

    private ColumnMapping toMapping() {
        Map<String, Optional<Column>> byHeader = new LinkedHashMap<>();
        mapping.forEach((name, word) -> byHeader.put(name, Column.named(word)));
        return new ColumnMapping(byHeader);
    }
}
