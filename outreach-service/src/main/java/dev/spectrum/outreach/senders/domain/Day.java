package dev.spectrum.outreach.senders.domain;

import java.time.DayOfWeek;

/** A day of the week, as windows name it. */
public enum Day {
    MON,
    TUE,
    WED,
    THU,
    FRI,
    SAT,
    SUN;

    static Day of(DayOfWeek day) {
        return values()[day.getValue() - 1];
    }
}
