package dev.spectrum.outreach.imports.domain;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the columns of one file mean. Where several mean the same, the first that is filled in a row counts. */
public final class Header {

    /** Without one of these a lead can't be told from another. */
    private static final Set<Column> WHO = EnumSet.of(
            Column.FIRST_NAME, Column.LAST_NAME, Column.FULL_NAME, Column.EMAIL, Column.PHONE, Column.LINKEDIN_URL);

    private static final int MOST_COLUMNS = 500;
    private static final int LONGEST_NAME = 200;

    /** Where a cell goes. */
    private sealed interface Target {

        record Known(Column column) implements Target {}

        record Custom(String name) implements Target {}

        record Ignored() implements Target {}
    }

    /** A row's cells by what they mean; those left blank are not among them. */
    public record Cells(Map<Column, String> known, Map<String, String> custom) {}

    /** Either a header, or why there is none. */
    public sealed interface Result {}

    public record Usable(Header header) implements Result {}

    public record Unusable(String reason) implements Result {}

    private final List<String> names;
    private final List<Target> targets;

    private Header(List<String> names, List<Target> targets) {
        this.names = List.copyOf(names);
        this.targets = targets;
    }

    /** @param mapping what the client says columns mean, by header: a column's name, or null to leave it out */
    public static Result of(List<String> headers, ColumnMapping mapping) {
        Set<String> missing = new HashSet<>(mapping.headers());
        headers.forEach(header -> missing.remove(header.strip()));
        if (!missing.isEmpty()) {
            return new Unusable("The mapping names columns that the file does not have: "
                    + missing.stream().sorted().collect(Collectors.joining(", ")) + ".");
        }
        if (headers.size() > MOST_COLUMNS) {
            return new Unusable("The file has " + headers.size() + " columns; it may have " + MOST_COLUMNS + ".");
        }
        if (headers.stream().anyMatch(header -> header.length() > LONGEST_NAME)) {
            return new Unusable("The name of a column may have " + LONGEST_NAME + " characters.");
        }
        List<Target> targets = new ArrayList<>();
        for (int i = 0; i < headers.size(); i++) {
            targets.add(target(headers.get(i).strip(), i + 1, mapping));
        }
        boolean saysWho = targets.stream()
                .anyMatch(target -> target instanceof Target.Known(Column column) && WHO.contains(column));
        return saysWho
                ? new Usable(new Header(headers.stream().map(Header::printable).toList(), targets))
                : new Unusable("The first line names no column that says who a lead is; one of these is needed: "
                        + WHO.stream().map(Column::word).collect(Collectors.joining(", ")) + "."
                        + (headers.size() == 1 ? " Commas, semicolons, tabs or bars separate columns." : ""));
    }

    private static String printable(String header) {
        return header.replaceAll("\\p{Cntrl}+", " ");
    }

    private static Target target(String header, int number, ColumnMapping mapping) {
        if (mapping.headers().contains(header)) {
            return mapping.columnOf(header).<Target>map(Target.Known::new).orElseGet(Target.Ignored::new);
        }
        Optional<Column> known = Column.of(header);
        if (known.isPresent()) {
            return new Target.Known(known.get());
        }
        String word = Column.word(header);
        return new Target.Custom(word.isEmpty() ? "column_" + number : word);
    }

    /** How many of these cells name a column that is known: what tells the right delimiter from a wrong one. */
    public static long recognised(List<String> headers, ColumnMapping mapping) {
        return headers.stream()
                .map(String::strip)
                .filter(header ->
                        mapping.headers().contains(header) || Column.of(header).isPresent())
                .count();
    }

    /** As they stand in the file, without control characters. */
    public List<String> names() {
        return names;
    }

    public int columns() {
        return targets.size();
    }

    /** @param row as many as there are columns */
    public Cells cells(List<String> row) {
        Map<Column, String> known = new EnumMap<>(Column.class);
        Map<String, String> custom = new LinkedHashMap<>();
        for (int i = 0; i < targets.size(); i++) {
            String cell = CellText.cleaned(row.get(i));
            if (!cell.isEmpty()) {
                switch (targets.get(i)) {
                    case Target.Known(Column column) -> known.putIfAbsent(column, cell);
                    case Target.Custom(String name) -> custom.putIfAbsent(name, cell);
                    case Target.Ignored() -> {}
                }
            }
        }
        return new Cells(known, custom);
    }
}
