package dev.spectrum.outreach.imports.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * A file of leads on its way in.
 *
 * @param total rows read so far: those imported, merged and refused
 * @param imported rows that became new leads
 * @param merged rows that were found to be leads already there, or earlier rows of the same file
 * @param refused rows that could not be read
 * @param reason why it failed; blank otherwise. What came in before stays.
 */
public record LeadImport(
        UUID tenantId,
        UUID id,
        String fileName,
        ImportStatus status,
        int total,
        int imported,
        int merged,
        int refused,
        String reason,
        Instant createdAt) {

    public static LeadImport begun(UUID tenantId, UUID id, String fileName, Instant now) {
        return new LeadImport(tenantId, id, fileName, ImportStatus.RUNNING, 0, 0, 0, 0, "", now);
    }
}
