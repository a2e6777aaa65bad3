package dev.spectrum.demomodel.words;

import static dev.spectrum.demomodel.words.TimeWords.NUMBER;
import static dev.spectrum.demomodel.words.TimeWords.number;
import static dev.spectrum.demomodel.words.TimeWords.word;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Times of day and durations. An hour from 1 to 7 without am or pm is in the afternoon.
 *
 * @param day the day where the words name it together with the time ("in 30 minutes", an ISO date-time)
 * @param minutes how long, where it is said
 */
record ClockWords(
        @Nullable LocalDate day,
        @Nullable LocalTime time,
        @Nullable Integer minutes) {

    private static final Pattern ISO_MOMENT = word("(\\d{4}-\\d{2}-\\d{2})[T ](\\d{2}):(\\d{2})(?::\\d{2})?(?:\\.\\d+)?"
            + "(?: ?Z| ?UTC|[+-]\\d{2}:?\\d{2})?");
    private static final Pattern IN_A_WHILE = word("in " + NUMBER + " (minute|min|hour)s?");
    private static final Pattern HALF_AN_HOUR = word("(?:for )?half an hour");
    private static final Pattern DURATION = word("(?:for )?" + NUMBER + "[ -]?(minute|min|hour|hr)s?");
    private static final Pattern TWELVE_HOURS =
            word("(?:at |@ ?)?(\\d{1,2})(?:[:.](\\d{2}))? ?(am|pm|a\\.m\\.|p\\.m\\.)(?: utc)?");
    private static final Pattern TWENTY_FOUR_HOURS = word("(?:at |@ ?)?(\\d{1,2}):(\\d{2})(?: ?(?:h|utc|o'clock))?");
    private static final Pattern HALF_PAST = word("(?:at )?half past " + NUMBER);
    private static final Pattern BARE_HOUR =
            word("(?:at |@ ?)(\\d{1,2})(?: o'clock)?(?![.,]?\\d| ?%| percent| usd| dollars)");
    private static final Pattern NAMED_HOUR = word("(?:at )?(noon|midday|midnight)");
    private static final Pattern PART_OF_DAY = word("(?:in the |this )(?:morning|afternoon|evening)");

    static ClockWords take(Text text, ZonedDateTime now) {
        Optional<MatchResult> moment = text.take(ISO_MOMENT);
        if (moment.isPresent()) {
            LocalDate day = DayWords.isoDate(moment.get().group(1));
            return new ClockWords(day, time(moment.get().group(2), moment.get().group(3)), duration(text));
        }
        Optional<MatchResult> later = text.take(IN_A_WHILE);
        if (later.isPresent()) {
            int count = number(later.get().group(1));
            ZonedDateTime then = isHours(later.get().group(2)) ? now.plusHours(count) : now.plusMinutes(count);
            return new ClockWords(
                    then.toLocalDate(), then.toLocalTime().withSecond(0).withNano(0), duration(text));
        }
        Integer minutes = duration(text);
        return new ClockWords(null, timeOfDay(text), minutes);
    }

    private static @Nullable Integer duration(Text text) {
        if (text.take(HALF_AN_HOUR).isPresent()) {
            return 30;
        }
        return text.take(DURATION)
                .map(found -> number(found.group(1)) * (isHours(found.group(2)) ? 60 : 1))
                .orElse(null);
    }

    private static @Nullable LocalTime timeOfDay(Text text) {
        Optional<MatchResult> found = text.take(TWELVE_HOURS);
        if (found.isPresent()) {
            boolean afternoon = found.get().group(3).toLowerCase(Locale.ROOT).startsWith("p");
            int hour = Integer.parseInt(found.get().group(1)) % 12;
            return time(
                    String.valueOf(afternoon ? hour + 12 : hour), found.get().group(2));
        }
        found = text.take(TWENTY_FOUR_HOURS);
        if (found.isPresent()) {
            return time(found.get().group(1), found.get().group(2));
        }
        found = text.take(HALF_PAST);
        if (found.isPresent()) {
            return time(officeHour(found.get().group(1)), "30");
        }
        found = text.take(BARE_HOUR);
        if (found.isPresent()) {
            return time(officeHour(found.get().group(1)), "00");
        }
        text.take(PART_OF_DAY); // names no time that could be booked
        return text.take(NAMED_HOUR)
                .map(named -> named.group(1).equalsIgnoreCase("midnight") ? LocalTime.MIDNIGHT : LocalTime.NOON)
                .orElse(null);
    }

    private static String officeHour(String word) {
        int hour = number(word);
        return String.valueOf(hour >= 1 && hour <= 7 ? hour + 12 : hour);
    }

    private static boolean isHours(String unit) {
        return unit.toLowerCase(Locale.ROOT).startsWith("h");
    }

    private static @Nullable LocalTime time(String hour, @Nullable String minute) {
        int hours = Integer.parseInt(hour);
        int minutes = minute == null ? 0 : Integer.parseInt(minute);
        return hours < 24 && minutes < 60 ? LocalTime.of(hours, minutes) : null;
    }
}
