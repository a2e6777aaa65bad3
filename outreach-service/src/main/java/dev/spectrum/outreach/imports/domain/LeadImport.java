package dev.spectrum.outreach.imports.domain;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A file of leads on its way in.
 *
 * @param source what was sent
 * @param header the names of its columns; empty until its first line was read
 * @param total rows read so far: those imported, merged and refused
 * @param imported rows that became new leads
 * @param merged rows that were found to be leads already there, or earlier rows of the same file
 * @param refused rows that could not be read
 * @param throughLine how far it is: all rows that begin at this line or before it are counted
 * @param bytesRead how much of the file was read
 * @param attempts how often somebody began or went on with it without getting further
 * @param reason why it failed; blank otherwise. What came in before stays.
 */
public record LeadImport(
        UUID tenantId,
        UUID id,
        Source source,
        ImportStatus status,
        List<String> header,
        int total,
        int imported,
        int merged,
        int refused,
        long throughLine,
        long bytesRead,
        int attempts,
        String reason,
        Instant createdAt) {

    /**
     * A file, and what was said of it.
     *
     * @param charset the name of its text's encoding
     * @param textFrom where its text begins, in bytes, behind a byte order mark
     * @param list the list that all its leads go on; blank for none
     */
    public record Source(
            String fileName, long bytes, String charset, int textFrom, ColumnMapping mapping, String list) {}

    public static LeadImport begun(UUID tenantId, UUID id, Source source, Instant now) {
        return new LeadImport(tenantId, id, source, ImportStatus.RUNNING, List.of(), 0, 0, 0, 0, 0, 0, 0, "", now);
    }
}
