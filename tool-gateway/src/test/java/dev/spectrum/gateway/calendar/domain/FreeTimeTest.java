package dev.spectrum.gateway.calendar.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class FreeTimeTest {

    private static final WorkingHours LONDON = hours("Europe/London", "09:00", "11:00");

    @Test
    void offersEverySlotOfAnEmptyWorkday() {
        assertThat(slots(LONDON, span("2026-11-23T00:00:00Z", "2026-11-24T00:00:00Z"), 30))
                .containsExactly(
                        "2026-11-23T09:00:00Z", "2026-11-23T09:30:00Z", "2026-11-23T10:00:00Z", "2026-11-23T10:30:00Z");
    }

    @Test
    void offersNothingOnAWeekend() {
        assertThat(slots(LONDON, span("2026-11-21T00:00:00Z", "2026-11-23T00:00:00Z"), 30))
                .isEmpty();
    }

    @Test
    void leavesOutWhatAnAppointmentTouchesAndNothingElse() {
        assertThat(slots(
                        LONDON,
                        span("2026-11-23T00:00:00Z", "2026-11-24T00:00:00Z"),
                        30,
                        span("2026-11-23T09:15:00Z", "2026-11-23T09:45:00Z"),
                        span("2026-11-23T10:30:00Z", "2026-11-23T12:00:00Z")))
                .containsExactly("2026-11-23T10:00:00Z");
    }

    @Test
    void leavesOutWhatDoesNotLieWhollyWithinTheSpan() {
        assertThat(slots(LONDON, span("2026-11-23T09:10:00Z", "2026-11-23T10:20:00Z"), 30))
                .containsExactly("2026-11-23T09:30:00Z");
    }

    @Test
    void aSlotEndsWithTheWorkday() {
        assertThat(slots(LONDON, span("2026-11-23T00:00:00Z", "2026-11-24T00:00:00Z"), 45))
                .containsExactly("2026-11-23T09:00:00Z", "2026-11-23T09:45:00Z");
    }

    @Test
    void theHoursMoveWithTheClocks() {
        WorkingHours newYork = hours("America/New_York", "09:00", "10:00");
        assertThat(slots(newYork, span("2026-10-30T00:00:00Z", "2026-11-03T00:00:00Z"), 60))
                .as("Friday before and Monday after the clocks go back")
                .containsExactly("2026-10-30T13:00:00Z", "2026-11-02T14:00:00Z");
    }

    @Test
    void stopsAtTheLimit() {
        List<TimeSpan> free = FreeTime.slots(
                LONDON, List.of(), span("2026-11-23T00:00:00Z", "2026-12-23T00:00:00Z"), Duration.ofMinutes(30), 3);
        assertThat(free).hasSize(3);
    }

    private static List<String> slots(WorkingHours hours, TimeSpan within, int minutes, TimeSpan... taken) {
        return FreeTime.slots(hours, List.of(taken), within, Duration.ofMinutes(minutes), 100).stream()
                .map(slot -> slot.start().toString())
                .toList();
    }

    private static TimeSpan span(String start, String end) {
        return new TimeSpan(Instant.parse(start), Instant.parse(end));
    }

    private static WorkingHours hours(String zone, String from, String to) {
        return new WorkingHours(
                EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                LocalTime.parse(from),
                LocalTime.parse(to),
                ZoneId.of(zone));
    }
}
