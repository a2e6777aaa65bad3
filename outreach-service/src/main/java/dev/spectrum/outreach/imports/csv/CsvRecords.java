package dev.spectrum.outreach.imports.csv;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import dev.spectrum.outreach.imports.csv.PhysicalLines.Line;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * The records of a CSV file (RFC 4180). A record that can't be read costs its first line and no more: a quote that is
 * never closed does not swallow the rows after it.
 */
final class CsvRecords {

    /** More than any cell of notes has; what goes on for longer was not meant to. */
    private static final int MOST_LINES = 100;

    /** A record, or why there is none at this line. */
    sealed interface CsvRecord {

        /** Where it begins; the first line is 1. */
        long line();

        record Cells(long line, List<String> cells) implements CsvRecord {}

        /** @param text what stood in that line; of a very long one, its beginning */
        record Unreadable(long line, String reason, String text) implements CsvRecord {

            private static final int SHOWN = 2000;

            public Unreadable {
                text = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
            }
        }
    }

    private final PhysicalLines lines;
    private final char delimiter;
    private final IntPredicate columnsFit;

    /** @param columnsFit whether a record may have so many columns: one over several lines that may not is none */
    CsvRecords(PhysicalLines lines, char delimiter, IntPredicate columnsFit) {
        this.lines = lines;
        this.delimiter = delimiter;
        this.columnsFit = columnsFit;
    }

    /** Empty at the end of the file. Lines that are empty are passed over. */
    Optional<CsvRecord> next() throws IOException {
        Optional<Line> first = lines.next();
        while (first.isPresent() && first.get().text().isBlank()) {
            first = lines.next();
        }
        return first.isPresent() ? Optional.of(recordFrom(first.get())) : Optional.empty();
    }

    private CsvRecord recordFrom(Line first) throws IOException {
        if (first.tooLong()) {
            return new CsvRecord.Unreadable(
                    first.number(), "the line is longer than a million characters", first.text());
        }
        QuoteState quotes = new QuoteState(delimiter);
        quotes.read(first.text());
        if (!quotes.open()) {
            return parse(first, delimiter);
        }
        return overSeveralLines(first, quotes);
    }

    private CsvRecord overSeveralLines(Line first, QuoteState quotes) throws IOException {
        StringBuilder text = new StringBuilder(first.text());
        List<Line> further = new ArrayList<>();
        while (quotes.open() && further.size() < MOST_LINES && text.length() <= PhysicalLines.LONGEST) {
            Optional<Line> line = lines.next();
            if (line.isEmpty()) {
                break;
            }
            further.add(line.get());
            text.append('\n').append(line.get().text());
            quotes.read("\n" + line.get().text());
        }
        if (!quotes.open()
                && parse(first.number(), text.toString(), delimiter) instanceof CsvRecord.Cells whole
                && columnsFit.test(whole.cells().size())) {
            return whole;
        }
        lines.giveBack(further);
        return new CsvRecord.Unreadable(first.number(), "a quote is opened here and not closed", first.text());
    }

    static CsvRecord parse(Line line, char delimiter) {
        return parse(line.number(), line.text(), delimiter);
    }

    private static CsvRecord parse(long line, String text, char delimiter) {
        if (text.indexOf('"') < 0) {
            return new CsvRecord.Cells(line, split(text, delimiter));
        }
        try {
            CsvReader.CsvReaderBuilder parser = CsvReader.builder()
                    .fieldSeparator(delimiter)
                    .commentStrategy(CommentStrategy.NONE)
                    .allowExtraCharsAfterClosingQuote(false)
                    .skipEmptyLines(false);
            return new CsvRecord.Cells(line, parser.ofSingleCsvRecord(text).getFields());
        } catch (CsvParseException malformed) {
            return new CsvRecord.Unreadable(line, "the quotes in this line don't fit", text);
        }
    }

    /** What most lines are: without a quote, a delimiter is one. */
    private static List<String> split(String text, char delimiter) {
        List<String> cells = new ArrayList<>();
        int begin = 0;
        for (int end = text.indexOf(delimiter); end >= 0; end = text.indexOf(delimiter, begin)) {
            cells.add(text.substring(begin, end));
            begin = end + 1;
        }
        cells.add(text.substring(begin));
        return cells;
    }
}
