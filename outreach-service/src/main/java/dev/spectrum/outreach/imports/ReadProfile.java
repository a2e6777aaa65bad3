package dev.spectrum.outreach.imports;

import dev.spectrum.outreach.imports.domain.CellText;
import dev.spectrum.outreach.imports.domain.Column;
import dev.spectrum.outreach.imports.domain.Header;
import dev.spectrum.outreach.leads.PhoneNumbers;
import dev.spectrum.outreach.leads.domain.EmailAddress;
import dev.spectrum.outreach.leads.domain.LeadProfile;
import dev.spectrum.outreach.leads.domain.LinkedInProfile;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Makes a lead's profile of a row's cells, or says everything that is wrong with it. */
final class ReadProfile {

    private static final int LONGEST_CELL = 2000;
    /** The JDK makes a new set each time that it is asked. */
    private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();

    private static final Pattern BETWEEN_LISTS = Pattern.compile("[;|]");

    /** What came of a row. */
    sealed interface Result {}

    record Readable(LeadProfile profile) implements Result {}

    record Refused(String reason) implements Result {}

    private final Header.Cells cells;
    private final List<String> wrong = new ArrayList<>();

    private ReadProfile(Header.Cells cells) {
        this.cells = cells;
    }

    /** @param list the list that the whole file goes on; blank for none */
    static Result of(Header.Cells cells, String list) {
        return new ReadProfile(cells).result(list);
    }

    private Result result(String list) {
        cells.known().forEach((column, cell) -> checkLength(column.word(), cell));
        cells.custom().forEach(this::checkLength);
        LeadProfile profile = profile(list);
        if (!wrong.isEmpty()) {
            return new Refused(String.join("; ", wrong));
        }
        return profile.isSomebody() ? new Readable(profile) : new Refused("no name and no way to reach the lead");
    }

    private LeadProfile profile(String list) {
        String[] name = name();
        String country = text(Column.COUNTRY);
        return new LeadProfile(
                name[0],
                name[1],
                read(Column.EMAIL, ReadProfile::email, "is not an email address")
                        .orElse(""),
                read(Column.PERSONAL_EMAIL, ReadProfile::email, "is not an email address")
                        .orElse(""),
                read(Column.PHONE, number -> PhoneNumbers.normalised(number, country), "is not a phone number")
                        .orElse(""),
                text(Column.TITLE),
                text(Column.COMPANY),
                text(Column.WEBSITE),
                text(Column.INDUSTRY),
                read(Column.EMPLOYEES, CellText::headcount, "is not a number"),
                country,
                text(Column.CITY),
                read(Column.LINKEDIN_URL, LinkedInProfile::normalised, "is not the address of a LinkedIn profile")
                        .orElse(""),
                read(Column.TIME_ZONE, ReadProfile::zone, "is not a time zone such as Europe/Berlin")
                        .orElse(""),
                read(Column.EMAIL_VERIFIED, CellText::yesOrNo, "is neither yes nor no"),
                read(Column.JOB_STARTED_AT, CellText::date, "is not a date such as 2026-01-31"),
                read(Column.HIRING, CellText::yesOrNo, "is neither yes nor no"),
                read(Column.FUNDED_AT, CellText::date, "is not a date such as 2026-01-31"),
                lists(list),
                Map.copyOf(cells.custom()));
    }

    private void checkLength(String column, String cell) {
        if (cell.length() > LONGEST_CELL) {
            wrong.add(column + " is longer than " + LONGEST_CELL + " characters");
        }
    }

    private String text(Column column) {
        return cells.known().getOrDefault(column, "");
    }

    private <T> Optional<T> read(Column column, Function<String, Optional<T>> reading, String complaint) {
        String cell = text(column);
        if (cell.isEmpty()) {
            return Optional.empty();
        }
        Optional<T> value = reading.apply(cell);
        if (value.isEmpty()) {
            wrong.add(column.word() + " " + complaint + ": " + shortened(cell));
        }
        return value;
    }

    private static String shortened(String cell) {
        return cell.length() <= 80 ? cell : cell.substring(0, 80) + "…";
    }

    /** First and last name; of a full name, the last word is the last name. */
    private String[] name() {
        String first = text(Column.FIRST_NAME);
        String last = text(Column.LAST_NAME);
        String full = text(Column.FULL_NAME);
        if (!first.isEmpty() || !last.isEmpty() || full.isEmpty()) {
            return new String[] {first, last};
        }
        int space = full.lastIndexOf(' ');
        return space < 0
                ? new String[] {full, ""}
                : new String[] {full.substring(0, space).strip(), full.substring(space + 1)};
    }

    private List<String> lists(String list) {
        List<String> lists = new ArrayList<>();
        if (!list.isBlank()) {
            lists.add(list.strip());
        }
        BETWEEN_LISTS
                .splitAsStream(text(Column.LIST))
                .map(String::strip)
                .filter(name -> !name.isEmpty() && !lists.contains(name))
                .forEach(lists::add);
        return lists;
    }

    private static Optional<String> email(String cell) {
        return Optional.of(cell).filter(EmailAddress::isValid);
    }

    private static Optional<String> zone(String cell) {
        return Optional.of(cell).filter(ZONES::contains);
    }
}
