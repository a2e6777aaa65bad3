package dev.spectrum.outreach.imports;

import dev.spectrum.outreach.imports.csv.LeadFile;
import dev.spectrum.outreach.imports.csv.LeadFile.Row;
import dev.spectrum.outreach.imports.domain.RefusedRow;
import dev.spectrum.outreach.leads.LeadScorer;
import dev.spectrum.outreach.leads.domain.LeadProfile;
import dev.spectrum.outreach.leads.domain.LeadStatus;
import dev.spectrum.outreach.scoring.domain.LeadScore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a file batch by batch: makes profiles of rows and scores them, which is most of the work, outside of any transaction. */
final class ReadRows {

    /**
     * @param line where it begins in the file
     * @param score what the profile is worth as a new lead, to the batch's scorer
     */
    record ReadRow(long line, LeadProfile profile, LeadScore score) {}

    /**
     * Rows in the order of the file, those read and those refused.
     *
     * @param throughLine where the last of them begins
     * @param bytesRead of the file, until then
     * @param scorer who scored them
     */
    record Batch(List<ReadRow> read, List<RefusedRow> refused, long throughLine, long bytesRead, LeadScorer scorer) {

        int size() {
            return read.size() + refused.size();
        }
    }

    private final LeadFile file;
    private final KeptFile bytes;
    private final String list;
    private final long afterLine;
    private final int size;

    /** @param afterLine rows through this line are passed over */
    ReadRows(LeadFile file, KeptFile bytes, String list, long afterLine, int size) {
        this.file = file;
        this.bytes = bytes;
        this.list = list;
        this.afterLine = afterLine;
        this.size = size;
    }

    /** The next rows; none at the end of the file. */
    Batch next(LeadScorer scorer) throws IOException {
        List<ReadRow> read = new ArrayList<>();
        List<RefusedRow> refused = new ArrayList<>();
        long line = afterLine;
        while (read.size() + refused.size() < size) {
            Optional<Row> row = file.next();
            if (row.isEmpty()) {
                break;
            }
            line = row.get().line();
            if (line > afterLine) {
                sort(row.get(), scorer, read, refused);
            }
        }
        return new Batch(read, refused, line, bytes.bytesRead(), scorer);
    }

    private void sort(Row row, LeadScorer scorer, List<ReadRow> read, List<RefusedRow> refused) {
        switch (row) {
            case Row.Unreadable(long line, String reason, List<String> cells) ->
                refused.add(new RefusedRow(line, reason, cells));
            case Row.Cells(long line, List<String> cells) -> {
                switch (ReadProfile.of(file.header().cells(cells), list)) {
                    case ReadProfile.Refused(String reason) -> refused.add(new RefusedRow(line, reason, cells));
                    case ReadProfile.Readable(LeadProfile profile) ->
                        read.add(new ReadRow(line, profile, scorer.score(profile, LeadStatus.SCORED)));
                }
            }
        }
    }
}
