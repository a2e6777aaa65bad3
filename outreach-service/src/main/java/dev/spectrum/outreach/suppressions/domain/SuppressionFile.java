package dev.spectrum.outreach.suppressions.domain;

import java.util.List;

/**
 * What a file of suppressions says.
 *
 * @param entries the lines that can be read, each thing once
 * @param refused the others
 */
public record SuppressionFile(List<Entry> entries, List<RefusedLine> refused) {

    public record Entry(Suppressed suppressed, String reason) {}

    /** @param line from 1 */
    public record RefusedLine(long line, String reason) {}

    public SuppressionFile {
        entries = List.copyOf(entries);
        refused = List.copyOf(refused);
    }
}
