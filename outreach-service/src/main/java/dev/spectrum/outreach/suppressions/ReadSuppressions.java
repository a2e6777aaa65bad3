package dev.spectrum.outreach.suppressions;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.spectrum.outreach.leads.PhoneNumbers;
import dev.spectrum.outreach.leads.domain.EmailAddress;
import dev.spectrum.outreach.senders.domain.Channel;
import dev.spectrum.outreach.suppressions.domain.Suppressed;
import dev.spectrum.outreach.suppressions.domain.SuppressionFile;
import dev.spectrum.outreach.suppressions.domain.SuppressionFile.Entry;
import dev.spectrum.outreach.suppressions.domain.SuppressionFile.RefusedLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a CSV file of suppressions: an email address or a domain, or a phone number, in the first column, a reason in the second, if there is one. A
 * header is known by its words; what this service exports can be read again.
 */
public final class ReadSuppressions {

    private static final int LONGEST_REASON = 500;
    private static final List<String> HEADERS = List.of("address", "email", "domain", "value", "phone", "number");

    private ReadSuppressions() {}

    /** @param channel of its addresses: phone numbers where it is none of email's */
    public static SuppressionFile read(String csv, Channel channel) {
        Map<Suppressed, Entry> entries = new LinkedHashMap<>();
        List<RefusedLine> refused = new ArrayList<>();
        String text = csv.startsWith("\uFEFF") ? csv.substring(1) : csv;
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .allowMissingFields(true)
                .allowExtraFields(true)
                .ofCsvRecord(text)) {
            for (CsvRecord row : reader) {
                read(row, channel, entries, refused);
            }
        } catch (CsvParseException broken) {
            refused.add(new RefusedLine(0, "The rest of the file is no CSV."));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new SuppressionFile(List.copyOf(entries.values()), refused);
    }

    private static void read(
            CsvRecord row, Channel channel, Map<Suppressed, Entry> entries, List<RefusedLine> refused) {
        String cell = cell(row, 0);
        boolean header = row.getStartingLineNumber() == 1 && HEADERS.contains(cell.toLowerCase(Locale.ROOT));
        if (cell.isEmpty() || header) {
            return;
        }
        (channel == Channel.EMAIL ? suppressed(cell) : number(cell))
                .ifPresentOrElse(
                        known -> entries.putIfAbsent(known, new Entry(known, reason(cell(row, 1)))),
                        () -> refused.add(new RefusedLine(
                                row.getStartingLineNumber(),
                                channel == Channel.EMAIL
                                        ? "It is neither an email address nor a domain."
                                        : "It is no phone number such as +442079460000.")));
    }

    /** An export has an apostrophe before the +, so that no spreadsheet computes with it. */
    private static Optional<Suppressed> number(String cell) {
        return PhoneNumbers.international(cell.replaceFirst("^'", "")).map(Suppressed::address);
    }

    private static Optional<Suppressed> suppressed(String cell) {
        if (cell.contains("@")) {
            return EmailAddress.isValid(cell) ? Optional.of(Suppressed.address(cell)) : Optional.empty();
        }
        try {
            return Optional.of(Suppressed.domain(cell));
        } catch (IllegalArgumentException noDomain) {
            return Optional.empty();
        }
    }

    private static String reason(String cell) {
        String said = cell.isEmpty() ? "imported" : cell;
        return said.length() > LONGEST_REASON ? said.substring(0, LONGEST_REASON) : said;
    }

    private static String cell(CsvRecord row, int index) {
        return index < row.getFieldCount()
                ? row.getField(index).replaceAll("\\p{Cntrl}+", " ").strip()
                : "";
    }
}
