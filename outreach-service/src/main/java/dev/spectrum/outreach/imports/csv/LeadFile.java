package dev.spectrum.outreach.imports.csv;

import dev.spectrum.outreach.imports.csv.CsvRecords.CsvRecord;
import dev.spectrum.outreach.imports.csv.PhysicalLines.Line;
import dev.spectrum.outreach.imports.domain.ColumnMapping;
import dev.spectrum.outreach.imports.domain.Header;
import java.io.IOException;
import java.io.Reader;
import java.util.List;
import java.util.Optional;

/**
 * A CSV file of leads, read row by row whatever its size: with or without a byte order mark, whichever way its lines end,
 * separated by commas, semicolons, tabs or bars.
 */
public final class LeadFile {

    private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|');

    /** A row, or why there is none at this line. */
    public sealed interface Row {

        /** Where it begins in the file; the first line is 1. */
        long line();

        /** As many as the header has. */
        record Cells(long line, List<String> cells) implements Row {}

        /** @param cells what stood there, as far as that could be told; of a very long line, its beginning */
        record Unreadable(long line, String reason, List<String> cells) implements Row {}
    }

    /** The file as a whole can't be imported. */
    public static final class UnusableFile extends Exception {

        private static final long serialVersionUID = 1;

        private final String reason;

        UnusableFile(String reason) {
            super(reason);
            this.reason = reason;
        }

        public String reason() {
            return reason;
        }
    }

    private final Header header;
    private final CsvRecords records;

    private LeadFile(Header header, CsvRecords records) {
        this.header = header;
        this.records = records;
    }

    /** @throws UnusableFile if its first line is no header from which leads can be read */
    public static LeadFile open(Reader text, ColumnMapping mapping) throws IOException, UnusableFile {
        PhysicalLines lines = new PhysicalLines(text);
        Line first = firstLine(lines);
        char delimiter = ',';
        List<String> headers = List.of();
        for (char candidate : DELIMITERS) {
            List<String> found = headers(first, candidate);
            if (headers.isEmpty() || Header.recognised(found, mapping) > Header.recognised(headers, mapping)) {
                delimiter = candidate;
                headers = found;
            }
        }
        return switch (Header.of(headers, mapping)) {
            case Header.Unusable(String reason) -> throw new UnusableFile(reason);
            case Header.Usable(Header header) ->
                new LeadFile(header, new CsvRecords(lines, delimiter, columns -> columns == header.columns()));
        };
    }

    private static Line firstLine(PhysicalLines lines) throws IOException, UnusableFile {
        Optional<Line> line = lines.next();
        // Some spreadsheets say in a line of its own what separates cells.
        while (line.isPresent()
                && (line.get().text().isBlank() || line.get().text().matches("(?i)\"?sep=.\"?"))) {
            line = lines.next();
        }
        return line.orElseThrow(() -> new UnusableFile("The file is empty."));
    }

    private static List<String> headers(Line line, char delimiter) throws IOException {
        return CsvRecords.parse(line, delimiter) instanceof CsvRecord.Cells header ? header.cells() : List.of("");
    }

    public Header header() {
        return header;
    }

    /** Empty at the end of the file. Empty lines are no rows. */
    public Optional<Row> next() throws IOException {
        return records.next().map(this::row);
    }

    private Row row(CsvRecord record) {
        return switch (record) {
            case CsvRecord.Unreadable(long line, String reason, String text) ->
                new Row.Unreadable(line, reason, List.of(text));
            case CsvRecord.Cells(long line, List<String> cells)
            when cells.size() != header.columns() ->
                new Row.Unreadable(line, columns(cells.size()) + " where the header has " + header.columns(), cells);
            case CsvRecord.Cells(long line, List<String> cells) -> new Row.Cells(line, cells);
        };
    }

    private static String columns(int number) {
        return number == 1 ? "1 column" : number + " columns";
    }
}
