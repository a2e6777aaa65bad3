package dev.spectrum.gateway.calendar.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Working hours minus what is taken. */
public final class FreeTime {

    private FreeTime() {}

    /**
     * The first free slots within the span, one after the other from each working day's beginning on.
     *
     * @param taken appointments, in any order
     * @param limit how many at most
     */
    public static List<TimeSpan> slots(
            WorkingHours hours, List<TimeSpan> taken, TimeSpan within, Duration length, int limit) {
        List<TimeSpan> free = new ArrayList<>();
        for (TimeSpan workday : hours.around(within)) {
            Instant start = workday.start();
            while (!start.plus(length).isAfter(workday.end()) && free.size() < limit) {
                TimeSpan slot = new TimeSpan(start, start.plus(length));
                boolean isInside =
                        !slot.start().isBefore(within.start()) && !slot.end().isAfter(within.end());
                if (isInside && taken.stream().noneMatch(slot::overlaps)) {
                    free.add(slot);
                }
                start = slot.end();
            }
        }
        return free;
    }
}
