package dev.spectrum.demomodel.answer;

import dev.spectrum.demomodel.words.When;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** How values are put into words. */
final class Phrases {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final int MOST_LINES = 20;
    private static final Pattern HOW_MANY = Pattern.compile("\\bhow many\\b", Pattern.CASE_INSENSITIVE);
    private static final List<String> NUMBERS =
            List.of("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten");

    private Phrases() {}

    static String money(BigDecimal value, String currency) {
        String number = String.format(
                Locale.ENGLISH, "%,d", value.setScale(0, RoundingMode.HALF_UP).longValue());
        return currency.equals("USD") ? "$" + number : currency + " " + number;
    }

    static String percent(double share) {
        return Math.round(share * 100) + "%";
    }

    /** "Mon 23 Nov 2026". */
    static String day(LocalDate day) {
        return DAY.format(day);
    }

    /** "Mon 23 Nov 2026 at 15:00 UTC". */
    static String moment(ZonedDateTime moment) {
        return day(moment.toLocalDate()) + " at " + TIME.format(moment) + " " + zone(moment);
    }

    static String period(ZonedDateTime start, @Nullable ZonedDateTime end) {
        return end == null || !end.toLocalDate().equals(start.toLocalDate())
                ? moment(start)
                : day(start.toLocalDate()) + " at " + TIME.format(start) + " to " + TIME.format(end) + " "
                        + zone(start);
    }

    /** " on Mon 23 Nov 2026", " from ... to ...", or nothing where no days are said. */
    static String span(When when) {
        if (when.day().isPresent()) {
            return " on " + day(when.day().get());
        }
        String from =
                Optional.ofNullable(when.from()).map(day -> " from " + day(day)).orElse("");
        String to = Optional.ofNullable(when.to()).map(Phrases::day).orElse("");
        return to.isEmpty() ? from : from + (from.isEmpty() ? " up to " : " to ") + to;
    }

    private static String zone(ZonedDateTime moment) {
        return moment.getZone().getRules().equals(ZoneOffset.UTC.getRules())
                ? "UTC"
                : "(" + moment.getZone().getId() + ")";
    }

    /** "in 3 days", "tomorrow", "12 days ago". */
    static String distance(LocalDate day, LocalDate today) {
        long days = ChronoUnit.DAYS.between(today, day);
        if (days == 0) {
            return "today";
        }
        if (Math.abs(days) == 1) {
            return days > 0 ? "tomorrow" : "yesterday";
        }
        return days > 0 ? "in " + days + " days" : -days + " days ago";
    }

    /** "3 deals", "1 deal"; "no deals" and not "0 deals". */
    static String count(int number, String thing) {
        return (number == 0 ? "no" : String.valueOf(number)) + " " + thing + (number == 1 ? "" : "s");
    }

    static String number(int number) {
        return number < NUMBERS.size() ? NUMBERS.get(number) : String.valueOf(number);
    }

    /** Numbered lines, so that "the second one" can be asked for; of a long list the first ones. */
    static <T> String numbered(List<T> things, Function<T, String> line) {
        int shown = Math.min(things.size(), MOST_LINES);
        return IntStream.range(0, shown)
                        .mapToObj(place -> (place + 1) + ". " + line.apply(things.get(place)))
                        .collect(Collectors.joining("\n"))
                + (things.size() > shown ? "\n\nand " + (things.size() - shown) + " more." : "");
    }

    static boolean asksHowMany(String question) {
        return HOW_MANY.matcher(question).find();
    }

    static String listed(List<String> names, String lastJoint) {
        if (names.size() < 2) {
            return String.join("", names);
        }
        return String.join(", ", names.subList(0, names.size() - 1)) + " " + lastJoint + " "
                + names.get(names.size() - 1);
    }

    static String capitalised(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    static String sentence(String text) {
        String stripped = text.strip();
        return stripped.matches("(?s).*[.!?]") ? stripped : stripped + ".";
    }
}
