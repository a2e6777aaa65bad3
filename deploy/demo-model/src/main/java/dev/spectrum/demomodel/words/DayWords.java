package dev.spectrum.demomodel.words;

import static dev.spectrum.demomodel.words.TimeWords.NUMBER;
import static dev.spectrum.demomodel.words.TimeWords.number;
import static dev.spectrum.demomodel.words.TimeWords.word;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Days and spans of days. A day of the week is the next one after today ("this Friday" may be today), "next Tuesday" is
 * that of the next calendar week; a date without a year is the next such date.
 *
 * @param from the first day; null where only an end is said
 * @param to the last day, itself included; null where only a start is said
 */
record DayWords(@Nullable LocalDate from, @Nullable LocalDate to) {

    private static final DayWords UNSAID = new DayWords(null, null);

    private static final String WEEKDAY =
            "(mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)";
    private static final String MONTH = "(january|february|march|april|may|june|july|august|september|october|november"
            + "|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)";
    private static final String UNIT = "(day|week|month)s?";

    private static final Pattern ISO = word("(\\d{4}-\\d{2}-\\d{2})");
    private static final Pattern NEXT_DAYS = word(
            "(?:in|within|for|over|during)? ?(?:the )?(?:next|coming|within) (?:the next )?" + NUMBER + " " + UNIT);
    private static final Pattern PAST_DAYS =
            word("(?:in |over |during )?(?:the )?(?:last|past) " + NUMBER + " " + UNIT);
    private static final Pattern IN_DAYS = word("in " + NUMBER + " " + UNIT);
    private static final Pattern DAYS_FROM_NOW = word(NUMBER + " " + UNIT + " from (?:now|today)");
    private static final Pattern NAMED =
            word("((?:the )?day after tomorrow|tomorrow|today|tonight|yesterday)(?: morning| afternoon| evening)?");
    private static final Pattern DAY_MONTH = word("(?:on )?(?:" + WEEKDAY + ",? )?(?:the )?(\\d{1,2})(?:st|nd|rd|th)? "
            + "(?:of )?" + MONTH + "(?:,? (\\d{4}))?");
    private static final Pattern MONTH_DAY =
            word("(?:on )?(?:" + WEEKDAY + ",? )?" + MONTH + " (\\d{1,2})(?:st|nd|rd|th)?(?:,? (\\d{4}))?");
    private static final Pattern DAY_OF_MONTH = word("on the (\\d{1,2})(?:st|nd|rd|th)");
    private static final Pattern DAY_OF_WEEK =
            word("(?:on )?(this |next |coming |the coming )?" + WEEKDAY + "(?: morning| afternoon| evening)?");
    private static final Pattern CALENDAR_SPAN = word(
            "(?:in |during |by )?(this|the current|next|last|the coming|coming) (week|weekend|month|quarter|year)");
    private static final Pattern IN_MONTH = word("(?:in|during|of) " + MONTH + "(?: (\\d{4}))?");
    private static final Pattern UNTIL =
            Pattern.compile("\\b(by|before|until|till|up to)\\s+$", Pattern.CASE_INSENSITIVE);
    private static final Pattern SINCE =
            Pattern.compile("\\b(after|since|from|starting)\\s+$", Pattern.CASE_INSENSITIVE);

    static DayWords take(Text text, LocalDate today) {
        Optional<DayWords> said = Stream.<Function<Text, Optional<DayWords>>>of(
                        rest -> day(rest, ISO, found -> isoDate(found.group(1))),
                        rest -> span(rest, NEXT_DAYS, found -> new DayWords(today, shifted(today, found, 1))),
                        rest -> span(rest, PAST_DAYS, found -> new DayWords(shifted(today, found, -1), today)),
                        rest -> day(rest, IN_DAYS, found -> shifted(today, found, 1)),
                        rest -> day(rest, DAYS_FROM_NOW, found -> shifted(today, found, 1)),
                        rest -> day(rest, NAMED, found -> named(today, found.group(1))),
                        rest -> day(
                                rest, DAY_MONTH, found -> date(today, found.group(2), found.group(3), found.group(4))),
                        rest -> day(
                                rest, MONTH_DAY, found -> date(today, found.group(3), found.group(2), found.group(4))),
                        rest -> day(rest, DAY_OF_MONTH, found -> dayOfMonth(today, found.group(1))),
                        rest -> span(rest, CALENDAR_SPAN, found -> calendarSpan(today, found)),
                        rest -> span(rest, IN_MONTH, found -> inMonth(today, found)))
                .flatMap(rule -> rule.apply(text).stream())
                .findFirst();
        // "Friday" in "tomorrow, Friday" adds nothing, but must not be read as a name.
        Optional<DayWords> weekday =
                day(text, DAY_OF_WEEK, found -> weekday(today, found.group(1), dayOfWeek(found.group(2))));
        return said.or(() -> weekday).orElse(UNSAID);
    }

    static @Nullable LocalDate isoDate(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException noSuchDay) {
            return null;
        }
    }

    private static Optional<DayWords> span(Text text, Pattern pattern, Function<MatchResult, DayWords> read) {
        return text.take(pattern).map(read);
    }

    /** The day itself or, with "by" or "since" before it, all days up to it or from it on. */
    private static Optional<DayWords> day(Text text, Pattern pattern, Function<MatchResult, @Nullable LocalDate> read) {
        return text.take(pattern).map(found -> {
            LocalDate day = read.apply(found);
            return day == null ? UNSAID : bounded(text, found.start(), day);
        });
    }

    private static DayWords bounded(Text text, int start, LocalDate day) {
        String before = text.rest().substring(0, start);
        Matcher until = UNTIL.matcher(before);
        if (until.find()) {
            text.blank(until.start(), until.end());
            return new DayWords(null, until.group(1).equalsIgnoreCase("before") ? day.minusDays(1) : day);
        }
        Matcher since = SINCE.matcher(before);
        if (since.find()) {
            text.blank(since.start(), since.end());
            return new DayWords(since.group(1).equalsIgnoreCase("after") ? day.plusDays(1) : day, null);
        }
        return new DayWords(day, day);
    }

    private static LocalDate shifted(LocalDate today, MatchResult countAndUnit, int sign) {
        long count = (long) sign * number(countAndUnit.group(1));
        return switch (countAndUnit.group(2).toLowerCase(Locale.ROOT)) {
            case "day" -> today.plusDays(count);
            case "week" -> today.plusWeeks(count);
            default -> today.plusMonths(count);
        };
    }

    private static LocalDate named(LocalDate today, String words) {
        String name = words.toLowerCase(Locale.ROOT);
        if (name.contains("day after")) {
            return today.plusDays(2);
        }
        return switch (name) {
            case "tomorrow" -> today.plusDays(1);
            case "yesterday" -> today.minusDays(1);
            default -> today;
        };
    }

    private static DayWords calendarSpan(LocalDate today, MatchResult found) {
        String which = found.group(1).toLowerCase(Locale.ROOT);
        int offset = which.contains("next") || which.contains("coming") ? 1 : which.equals("last") ? -1 : 0;
        return switch (found.group(2).toLowerCase(Locale.ROOT)) {
            case "week" -> week(today.plusWeeks(offset));
            case "weekend" ->
                new DayWords(sunday(today.plusWeeks(offset)).minusDays(1), sunday(today.plusWeeks(offset)));
            case "month" -> month(today.plusMonths(offset));
            case "quarter" -> {
                LocalDate first = today.plusMonths(3L * offset).with(IsoFields.DAY_OF_QUARTER, 1L);
                yield new DayWords(first, first.plusMonths(3).minusDays(1));
            }
            default -> {
                LocalDate first = today.plusYears(offset).withDayOfYear(1);
                yield new DayWords(first, first.plusYears(1).minusDays(1));
            }
        };
    }

    private static DayWords week(LocalDate day) {
        return new DayWords(sunday(day).minusDays(6), sunday(day));
    }

    private static DayWords month(LocalDate day) {
        return new DayWords(day.withDayOfMonth(1), day.with(TemporalAdjusters.lastDayOfMonth()));
    }

    private static LocalDate sunday(LocalDate day) {
        return day.with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY));
    }

    private static DayWords inMonth(LocalDate today, MatchResult found) {
        Month month = monthNamed(found.group(1));
        int year = found.group(2) != null
                ? Integer.parseInt(found.group(2))
                : today.getYear() + (month.compareTo(today.getMonth()) < 0 ? 1 : 0);
        return month(LocalDate.of(year, month, 1));
    }

    private static LocalDate weekday(LocalDate today, @Nullable String which, DayOfWeek day) {
        return switch (which == null ? "" : which.strip().toLowerCase(Locale.ROOT)) {
            case "next" -> today.with(TemporalAdjusters.next(DayOfWeek.MONDAY)).with(TemporalAdjusters.nextOrSame(day));
            case "this" -> today.with(TemporalAdjusters.nextOrSame(day));
            default -> today.with(TemporalAdjusters.next(day));
        };
    }

    private static @Nullable LocalDate date(LocalDate today, String day, String month, @Nullable String year) {
        LocalDate date = dateOrNull(
                year == null ? today.getYear() : Integer.parseInt(year),
                monthNamed(month).getValue(),
                Integer.parseInt(day));
        return date != null && year == null && date.isBefore(today) ? date.plusYears(1) : date;
    }

    private static @Nullable LocalDate dayOfMonth(LocalDate today, String word) {
        int day = Integer.parseInt(word);
        LocalDate month = day < today.getDayOfMonth() ? today.plusMonths(1) : today;
        return dateOrNull(month.getYear(), month.getMonthValue(), day);
    }

    private static @Nullable LocalDate dateOrNull(int year, int month, int day) {
        try {
            return LocalDate.of(year, month, day);
        } catch (DateTimeException noSuchDay) {
            return null;
        }
    }

    private static Month monthNamed(String name) {
        return Stream.of(Month.values())
                .filter(month -> month.name().startsWith(name.substring(0, 3).toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow();
    }

    private static DayOfWeek dayOfWeek(String name) {
        return Stream.of(DayOfWeek.values())
                .filter(day -> day.name().startsWith(name.substring(0, 3).toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow();
    }
}
