package dev.spectrum.demomodel.records;

import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/** A time that can be booked. */
public record Slot(ZonedDateTime start, @Nullable ZonedDateTime end) {

    public boolean holds(ZonedDateTime moment) {
        if (end == null || !end.isAfter(start)) {
            return start.isEqual(moment);
        }
        return !moment.isBefore(start) && moment.isBefore(end);
    }
}
