package dev.spectrum.gateway.calendar;

import dev.spectrum.gateway.calendar.domain.TimeSpan;
import dev.spectrum.gateway.tools.ToolException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;

/** Times among a tool's arguments: a day, a date-time with its offset, or a date-time in a time zone known otherwise. */
final class Moments {

    private static final int LENGTH_OF_A_DAY = "2026-01-31".length();

    private Moments() {}

    /** A day stands for its beginning. */
    static Instant read(String text, ZoneId zone, String argument) {
        return read(text, zone, argument, 0);
    }

    /** @param usual the length of the span where no end is given */
    static TimeSpan span(Optional<String> from, Instant usualStart, Optional<String> to, Duration usual, ZoneId zone) {
        Instant start = from.map(text -> read(text, zone, "from")).orElse(usualStart);
        // The day at which a span ends is part of it.
        Instant end = to.map(text -> read(text, zone, "to", 1)).orElse(start.plus(usual));
        if (!end.isAfter(start)) {
            throw ToolException.invalid("/to", "Must be after from.");
        }
        return new TimeSpan(start, end);
    }

    private static Instant read(String text, ZoneId zone, String argument, int daysToAdd) {
        try {
            if (text.length() == LENGTH_OF_A_DAY) {
                return LocalDate.parse(text)
                        .plusDays(daysToAdd)
                        .atStartOfDay(zone)
                        .toInstant();
            }
            TemporalAccessor read = DateTimeFormatter.ISO_DATE_TIME.parseBest(
                    text.replace(' ', 'T'), Instant::from, LocalDateTime::from);
            return read instanceof Instant moment
                    ? moment
                    : ((LocalDateTime) read).atZone(zone).toInstant();
        } catch (DateTimeException notIso) {
            throw ToolException.invalid(
                    "/" + argument, "Must be ISO 8601, such as 2026-01-31T15:00:00Z or 2026-01-31.");
        }
    }
}
