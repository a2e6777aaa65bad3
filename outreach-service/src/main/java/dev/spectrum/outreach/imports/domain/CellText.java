package dev.spectrum.outreach.imports.domain;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cells as people and other systems fill them. Nothing in a cell is ever a formula here: it is text. */
public final class CellText {

    private static final Set<String> MEANS_NOTHING =
            Set.of("n/a", "#n/a", "null", "none", "nil", "unknown", "-", "--", "–", "\\n", "?");
    private static final int LONGEST_NOTHING = 7;
    private static final Pattern NO_TEXT = Pattern.compile("[\\p{Cntrl}\\u00a0\\ufeff]+");
    /** What spreadsheets take for the beginning of a formula (OWASP, CSV injection), full-width signs included. */
    private static final String FORMULA = "=+-@\t\r\n＝＋－＠";

    private static final Set<String> YES =
            Set.of("true", "t", "yes", "y", "1", "x", "ja", "oui", "verified", "valid", "deliverable");
    private static final Set<String> NO = Set.of(
            "false",
            "f",
            "no",
            "n",
            "0",
            "nein",
            "non",
            "unverified",
            "not verified",
            "invalid",
            "undeliverable",
            "guessed",
            "risky",
            "catch-all",
            "accept_all",
            "unavailable");
    private static final Pattern NUMBER = Pattern.compile("(\\d{1,3}(?:[ ,.']\\d{3})+|\\d{1,9})\\s*\\+?");
    private static final Pattern RANGE = Pattern.compile("([\\d,.' ]+?)\\s*(?:-|–|to)\\s*([\\d,.' ]+)");

    private CellText() {}

    /**
     * Without spaces around it and control characters in it; empty if it stands for nothing. An apostrophe that a spreadsheet
     * was told to take a formula as text by is left out.
     */
    static String cleaned(String cell) {
        String text = cell.chars().anyMatch(CellText::isNoText)
                ? NO_TEXT.matcher(cell).replaceAll(" ").strip()
                : cell.strip();
        if (text.length() > 1 && text.charAt(0) == '\'' && FORMULA.indexOf(text.charAt(1)) >= 0) {
            text = text.substring(1);
        }
        return text.length() <= LONGEST_NOTHING && MEANS_NOTHING.contains(text.toLowerCase(Locale.ROOT)) ? "" : text;
    }

    /** For a file that spreadsheets open: what they would run as a formula is text to them, by an apostrophe before it. */
    public static String neutralised(String cell) {
        return !cell.isEmpty() && FORMULA.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }

    private static boolean isNoText(int character) {
        return character < ' ' || character == 0x7f || character == 0xa0 || character == 0xfeff;
    }

    public static Optional<Boolean> yesOrNo(String cell) {
        String word = cell.toLowerCase(Locale.ROOT);
        return YES.contains(word) ? Optional.of(true) : NO.contains(word) ? Optional.of(false) : Optional.empty();
    }

    /** A number of people: "38", "1,250", "500+", or the middle of "11-50". */
    public static Optional<Integer> headcount(String cell) {
        Matcher range = RANGE.matcher(cell);
        if (range.matches()) {
            Optional<Integer> from = number(range.group(1));
            Optional<Integer> to = number(range.group(2));
            return from.isPresent() && to.isPresent() ? Optional.of((from.get() + to.get()) / 2) : Optional.empty();
        }
        return number(cell);
    }

    private static Optional<Integer> number(String text) {
        Matcher number = NUMBER.matcher(text.strip());
        if (!number.matches()) {
            return Optional.empty();
        }
        long value = Long.parseLong(number.group(1).replaceAll("\\D", ""));
        return value > 100_000_000 ? Optional.empty() : Optional.of((int) value);
    }

    /** ISO 8601: a date, a time of which the date counts, or a month, which counts as its first day. */
    public static Optional<LocalDate> date(String cell) {
        try {
            if (cell.matches("\\d{4}-\\d{2}")) {
                return Optional.of(YearMonth.parse(cell).atDay(1));
            }
            return cell.matches("\\d{4}-\\d{2}-\\d{2}([T ].*)?")
                    ? Optional.of(LocalDate.parse(cell.substring(0, 10)))
                    : Optional.empty();
        } catch (DateTimeParseException noSuchDay) {
            return Optional.empty();
        }
    }
}
