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
 * @param bytes of the file
 * @param bytesRead of these, until now
 * @param refused the refused rows by line; of very many, the first
 * @param refusedCount how many there are
 * @param reason why it failed; blank otherwise
 */
record ImportView(
        UUID id,
        ImportStatus status,
        String fileName,
        long bytes,
        long bytesRead,
        int total,
        int imported,
        int merged,
        List<Refusal> refused,
        int refusedCount,
        String reason,
        Instant createdAt) {

    record Refusal(long line, String reason) {}

    static ImportView of(LeadImport leadImport, List<RefusedRow> refused) {
        return new ImportView(
                leadImport.id(),
                leadImport.status(),
                leadImport.source().fileName(),
                leadImport.source().bytes(),
                leadImport.bytesRead(),
                leadImport.total(),
                leadImport.imported(),
                leadImport.merged(),
                refused.stream()
                        .map(row -> new Refusal(row.line(), row.reason()))
                        .toList(),
                leadImport.refused(),
                leadImport.reason(),
                leadImport.createdAt());
    }
}
