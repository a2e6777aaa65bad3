package dev.spectrum.demomodel.words;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Now, as the conversation sees it: the date and time zone that the system prompt names, else the clock's. A
 * date counts as the current one when its line says "today" or "current date".
 */
public final class CurrentTime {

    private static final Pattern DATE_LINE = Pattern.compile("(?im)^.*\\b(?:current[ _-]?date|today)\\b.*$");
    private static final Pattern DATE =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}|\\p{L}+ \\d{1,2},? \\d{4}|\\d{1,2} \\p{L}+ \\d{4}");
    private static final Pattern ZONE = Pattern.compile(
            "\\b(?:Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)(?:/[A-Za-z_+-]+){1,2}");
    private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();

    private CurrentTime() {}

    public static ZonedDateTime of(String instructions, Clock clock) {
        ZoneId zone = ZONE.matcher(instructions)
                .results()
                .map(MatchResult::group)
                .filter(ZONES::contains)
                .findFirst()
                .map(ZoneId::of)
                .orElse(clock.getZone());
        ZonedDateTime now = clock.instant().atZone(zone).withNano(0);
        return DATE_LINE
                .matcher(instructions)
                .results()
                .flatMap(line -> DATE.matcher(line.group()).results())
                .flatMap(date -> dateIn(date.group(), now).stream())
                .findFirst()
                .map(now::with)
                .orElse(now);
    }

    private static Optional<LocalDate> dateIn(String words, ZonedDateTime now) {
        return TimeWords.take(new Text(words), now).day();
    }
}
