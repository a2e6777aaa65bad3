package dev.spectrum.demomodel.words;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When something is, as far as a text says it.
 *
 * @param from the first day meant; null where the text names none, or only an end ("by Friday")
 * @param to the last day meant, itself included; null where the text names none, or only a start ("since Monday")
 * @param time the time of day
 * @param minutes how long it takes
 */
public record When(
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        @Nullable LocalTime time,
        @Nullable Integer minutes) {

    public static final When UNSAID = new When(null, null, null, null);

    /** The one day meant, if it is one. */
    public Optional<LocalDate> day() {
        return from != null && from.equals(to) ? Optional.of(from) : Optional.empty();
    }

    /** The moment meant, if a time of day is said: on the day that is said, or the next time the clock shows it. */
    public Optional<ZonedDateTime> moment(ZonedDateTime now) {
        if (time == null) {
            return Optional.empty();
        }
        LocalDate next = time.isAfter(now.toLocalTime())
                ? now.toLocalDate()
                : now.toLocalDate().plusDays(1);
        return saysDays()
                ? day().map(day -> day.atTime(time).atZone(now.getZone()))
                : Optional.of(next.atTime(time).atZone(now.getZone()));
    }

    /** What both say; where they differ, what the later one says. */
    public When correctedBy(When later) {
        return new When(
                later.saysDays() ? later.from : from,
                later.saysDays() ? later.to : to,
                later.time == null ? time : later.time,
                later.minutes == null ? minutes : later.minutes);
    }

    public boolean saysDays() {
        return from != null || to != null;
    }

    public boolean includes(LocalDate date) {
        return (from == null || !date.isBefore(from)) && (to == null || !date.isAfter(to));
    }
}
