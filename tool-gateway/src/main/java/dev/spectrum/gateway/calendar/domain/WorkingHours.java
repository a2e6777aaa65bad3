package dev.spectrum.gateway.calendar.domain;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/** When people work: the same hours on each of some days of the week. */
public record WorkingHours(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {

    /** The working time of each day that the span touches, whole. */
    public List<TimeSpan> around(TimeSpan span) {
        LocalDate first = day(span.start());
        LocalDate last = day(span.end());
        return first.datesUntil(last.plusDays(1))
                .filter(day -> days.contains(day.getDayOfWeek()))
                .map(day -> new TimeSpan(at(day, from), at(day, to)))
                .toList();
    }

    private LocalDate day(Instant moment) {
        return moment.atZone(zone).toLocalDate();
    }

    private Instant at(LocalDate day, LocalTime time) {
        return day.atTime(time).atZone(zone).toInstant();
    }
}
