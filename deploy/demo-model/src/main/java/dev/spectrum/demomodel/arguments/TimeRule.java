package dev.spectrum.demomodel.arguments;

import dev.spectrum.demomodel.meaning.Capability;
import dev.spectrum.demomodel.words.When;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Dates and times. A tool that acts gets the moment that was said; a tool that looks gets the days, from the first
 * midnight to the one after the last day. Times are written in ISO 8601 with the conversation's offset.
 */
final class TimeRule implements ArgumentRule {

    private static final Pattern DAY = Pattern.compile("\\bday\\b");
    private static final Pattern SPOKEN =
            Pattern.compile("\\b(?:contacted|spoke|spoken|talked|called|met)\\b", Pattern.CASE_INSENSITIVE);
    private static final int USUAL_MINUTES = 30;
    private static final int DAYS_TO_LOOK_AHEAD = 14;

    @Override
    public Optional<String> value(Property property, Facts facts) {
        if (property.says("zone", "timezone", "tz")) {
            return Optional.of(facts.now().getZone().getId())
                    .filter(zone -> property.required() || !zone.equals("Z"))
                    .map(zone -> zone.equals("Z") ? "UTC" : zone);
        }
        When when = facts.mentions().when();
        if (property.says("minutes", "duration")) {
            return Optional.ofNullable(when.minutes())
                    .or(() -> property.required() ? Optional.of(USUAL_MINUTES) : Optional.empty())
                    .map(String::valueOf);
        }
        if (!isTime(property, facts)) {
            return Optional.empty();
        }
        return facts.isFor(Capability.BOOK)
                ? moment(property, when, facts.now())
                : days(property, when, facts).map(day -> written(property, day, facts.now()));
    }

    private static boolean isTime(Property property, Facts facts) {
        if (!property.type().equals("string") || property.says("id", "name", "step", "reason", "email", "phone")) {
            return false;
        }
        if (facts.isFor(Capability.FIND_DEALS)) {
            return property.says("close", "closes", "closing", "expected");
        }
        if (facts.isFor(Capability.CREATE_PERSON, Capability.UPDATE_PERSON)) {
            return property.says("contacted")
                    && SPOKEN.matcher(facts.question()).find();
        }
        if (property.format().startsWith("date") || property.format().equals("time")) {
            return true;
        }
        boolean looksAtTimes =
                facts.isFor(Capability.BOOK, Capability.FREE_TIME, Capability.APPOINTMENTS, Capability.CREATE_DEAL);
        return property.says("date", "day", "datetime", "start", "starts", "end", "ends", "due")
                || (looksAtTimes
                        && property.says(
                                "from", "to", "time", "when", "until", "since", "before", "after", "close", "closing"));
    }

    /** When to book; nothing without a time of day. */
    private static Optional<String> moment(Property property, When when, ZonedDateTime now) {
        int minutes = when.minutes() == null ? USUAL_MINUTES : when.minutes();
        return when.moment(now).map(start -> {
            if (isDateOnly(property)) {
                return start.toLocalDate().toString();
            }
            return property.format().equals("time")
                    ? start.toLocalTime().toString()
                    : iso(isEnd(property) ? start.plusMinutes(minutes) : start);
        });
    }

    /** The first or the last of the days to look at. */
    private static Optional<LocalDate> days(Property property, When when, Facts facts) {
        LocalDate today = facts.now().toLocalDate();
        boolean looksAhead = facts.isFor(Capability.FREE_TIME, Capability.APPOINTMENTS);
        boolean isCloseOfNewDeal = facts.isFor(Capability.CREATE_DEAL);
        if (isEnd(property) || isCloseOfNewDeal) {
            return Optional.ofNullable(when.to())
                    .or(() -> property.required() || (looksAhead && when.saysDays())
                            ? Optional.of(start(when, today).plusDays(DAYS_TO_LOOK_AHEAD))
                            : Optional.empty());
        }
        return Optional.ofNullable(when.from())
                .or(() -> property.required() || looksAhead ? Optional.of(today) : Optional.empty());
    }

    private static LocalDate start(When when, LocalDate today) {
        @Nullable LocalDate from = when.from();
        return from == null ? today : from;
    }

    private static String written(Property property, LocalDate day, ZonedDateTime now) {
        boolean takesDays = property.format().isEmpty()
                && DAY.matcher(property.description()).find();
        if (isDateOnly(property) || takesDays) {
            return (property.says("before") ? day.plusDays(1) : day).toString();
        }
        return iso((isEnd(property) ? day.plusDays(1) : day).atStartOfDay(now.getZone()));
    }

    private static boolean isDateOnly(Property property) {
        if (!property.format().isEmpty()) {
            return property.format().equals("date");
        }
        return property.description().contains("YYYY-MM-DD")
                || (property.says("date", "day") && !property.says("time", "datetime", "at"));
    }

    private static boolean isEnd(Property property) {
        return property.says("end", "ends", "to", "until", "before", "latest", "max");
    }

    private static String iso(ZonedDateTime moment) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(moment);
    }
}
