package dev.spectrum.demomodel.words;

import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads English words for days, spans, times of day and durations, and takes them out of the text. */
public final class TimeWords {

    static final String NUMBER = "(\\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)";
    private static final List<String> NUMBERS = List.of(
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve");

    private TimeWords() {}

    public static When take(Text text, ZonedDateTime now) {
        ClockWords clock = ClockWords.take(text, now);
        DayWords days = DayWords.take(text, now.toLocalDate());
        LocalDate day = clock.day();
        return day == null
                ? new When(days.from(), days.to(), clock.time(), clock.minutes())
                : new When(day, day, clock.time(), clock.minutes());
    }

    static Pattern word(String expression) {
        return Pattern.compile(
                "(?<![\\p{L}\\p{N}])" + expression + "(?![\\p{L}\\p{N}])",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    static int number(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        if (Character.isDigit(lower.charAt(0))) {
            return Integer.parseInt(lower);
        }
        return lower.startsWith("a") ? 1 : NUMBERS.indexOf(lower);
    }
}
