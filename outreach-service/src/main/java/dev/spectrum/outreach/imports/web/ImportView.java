package dev.spectrum.outreach.imports.web;

import dev.spectrum.outreach.imports.domain.ImportStatus;
import dev.spectrum.outreach.imports.domain.LeadImport;
import dev.spectrum.outreach.imports.domain.RefusedRow;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * An import as clients read it.
 *
 * @param refused the refused rows by line; of very many, the first
 * @param refusedCount how many there are
 * @param reason why it failed; blank otherwise
 */
record ImportView(
        UUID id,
        ImportStatus status,
        String fileName,
        int total,
        int imported,
        int merged,
        List<RefusedRow> refused,
        int refusedCount,
        String reason,
        Instant createdAt) {

    static ImportView of(LeadImport leadImport, List<RefusedRow> refused) {
        return new ImportView(
                leadImport.id(),
                leadImport.status(),
                leadImport.fileName(),
                leadImport.total(),
                leadImport.imported(),
                leadImport.merged(),
                refused,
                leadImport.refused(),
                leadImport.reason(),
                leadImport.createdAt());
    }
}
