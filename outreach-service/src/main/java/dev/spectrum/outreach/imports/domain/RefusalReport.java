package dev.spectrum.outreach.imports.domain;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The refused rows of a file as CSV (RFC 4180), with line and reason before what stood there: to be mended and imported again.
 * No cell is a formula to a spreadsheet.
 */
public final class RefusalReport {

    private RefusalReport() {}

    /** @param columns the names of the file's columns */
    public static String header(List<String> columns) {
        return line(Stream.concat(Stream.of("line", "reason"), columns.stream()));
    }

    public static String row(RefusedRow row) {
        return line(Stream.concat(Stream.of(Long.toString(row.line()), row.reason()), row.cells().stream()));
    }

    private static String line(Stream<String> cells) {
        return cells.map(CellText::neutralised).map(RefusalReport::quoted).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String quoted(String cell) {
        return cell.chars()
                        .anyMatch(character ->
                                character == '"' || character == ',' || character == '\r' || character == '\n')
                ? '"' + cell.replace("\"", "\"\"") + '"'
                : cell;
    }
}
