package dev.spectrum.outreach.countries.domain;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** The public holidays of whole countries, by the rules in {@code holidays.properties}. */
public final class Holidays {

    private static final Properties RULES = rules();
    private static final Map<String, Set<LocalDate>> YEARS = new ConcurrentHashMap<>();

    private Holidays() {}

    /** @param countryCode ISO 3166-1 alpha-2; a country without rules has no holidays */
    public static boolean areOn(LocalDate day, String countryCode) {
        return of(countryCode, day.getYear()).contains(day);
    }

    /** In their order, with the days that stand in for those on a weekend. */
    static Set<LocalDate> of(String countryCode, int year) {
        String rules = RULES.getProperty(countryCode);
        return rules == null
                ? Set.of()
                : YEARS.computeIfAbsent(countryCode + year, key -> {
                    Set<LocalDate> days = new TreeSet<>();
                    for (String rule : rules.split(" ")) {
                        add(rule, year, days);
                    }
                    return days;
                });
    }

    private static void add(String rule, int year, Set<LocalDate> days) {
        LocalDate day = day(rule.replaceAll("[<>]", ""), year);
        boolean first = days.add(day);
        boolean weekend = day.getDayOfWeek().getValue() > 5;
        if (weekend && rule.endsWith("<>")) {
            days.add(day.getDayOfWeek() == DayOfWeek.SATURDAY ? day.minusDays(1) : day.plusDays(1));
        } else if (rule.endsWith(">") && (weekend || !first)) {
            // Christmas Day on a Saturday is also Monday's, and then Boxing Day Tuesday's.
            LocalDate instead = day;
            while (instead.getDayOfWeek().getValue() > 5 || days.contains(instead)) {
                instead = instead.plusDays(1);
            }
            days.add(instead);
        }
    }

    private static LocalDate day(String rule, int year) {
        if (rule.startsWith("easter")) {
            return easter(year).plusDays(Integer.parseInt(rule.substring("easter".length())));
        }
        if (rule.startsWith("orthodox")) {
            return orthodoxEaster(year).plusDays(Integer.parseInt(rule.substring("orthodox".length())));
        }
        int slash = rule.indexOf('/');
        if (slash < 0) {
            return MonthDay.parse("--" + rule).atYear(year);
        }
        DayOfWeek weekday = weekday(rule.substring(slash + 1, slash + 4));
        String start = rule.substring(0, slash);
        if (start.contains("-")) {
            return MonthDay.parse("--" + start).atYear(year).with(TemporalAdjusters.nextOrSame(weekday));
        }
        return LocalDate.of(year, Integer.parseInt(start), 1)
                .with(TemporalAdjusters.dayOfWeekInMonth(Integer.parseInt(rule.substring(slash + 4)), weekday));
    }

    private static DayOfWeek weekday(String word) {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.name().startsWith(word.toUpperCase(Locale.ROOT))) {
                return day;
            }
        }
        throw new IllegalArgumentException("No day of the week: " + word);
    }

    /** By the algorithm of Meeus, Jones and Butcher. */
    static LocalDate easter(int year) {
        int a = year % 19;
        int b = year / 100;
        int c = year % 100;
        int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
        int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
        int m = (a + 11 * h + 22 * l) / 451;
        int n = h + l - 7 * m + 114;
        return LocalDate.of(year, n / 31, n % 31 + 1);
    }

    /** By Meeus's algorithm for the Julian calendar, which is 13 days behind until 2099. */
    static LocalDate orthodoxEaster(int year) {
        int d = (19 * (year % 19) + 15) % 30;
        int e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7;
        int n = d + e + 114;
        return LocalDate.of(year, n / 31, n % 31 + 1).plusDays(13);
    }

    private static Properties rules() {
        try (InputStream file = Holidays.class.getResourceAsStream("/dev/spectrum/outreach/holidays.properties")) {
            Properties rules = new Properties();
            rules.load(Objects.requireNonNull(file));
            return rules;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
