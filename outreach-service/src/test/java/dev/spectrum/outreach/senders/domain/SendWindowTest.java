package dev.spectrum.outreach.senders.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SendWindowTest {

    private static final SendWindow WEEKDAYS = new SendWindow(
            LocalTime.of(8, 0), LocalTime.of(18, 0), EnumSet.range(Day.MON, Day.FRI), "Europe/Berlin", true);

    // 20 November 2026 is a Friday; Berlin is an hour ahead of UTC.
    @ParameterizedTest
    @CsvSource(textBlock = """
        2026-11-20T06:59:59Z, 2026-11-20T07:00:00Z
        2026-11-20T07:00:00Z, 2026-11-20T07:00:00Z
        2026-11-20T12:34:56Z, 2026-11-20T12:34:56Z
        2026-11-20T16:59:59Z, 2026-11-20T16:59:59Z
        2026-11-20T17:00:00Z, 2026-11-23T07:00:00Z
        2026-11-21T12:00:00Z, 2026-11-23T07:00:00Z
        2026-11-22T23:30:00Z, 2026-11-23T07:00:00Z
        """)
    void opensOnWeekdaysByTheClockOnTheWall(Instant now, Instant opening) {
        assertThat(WEEKDAYS.opening(now, ZoneOffset.UTC, day -> false)).isEqualTo(opening);
    }

    // Berlin: 2026-03-29 at 02:00 the clock goes on to 03:00; 2026-10-25 at 03:00 it goes back to 02:00.
    @ParameterizedTest
    @CsvSource(textBlock = """
        2026-03-28T20:00:00Z, 08:00, 18:00, 2026-03-29T06:00:00Z
        2026-10-24T20:00:00Z, 08:00, 18:00, 2026-10-25T07:00:00Z
        2026-03-28T20:00:00Z, 02:15, 02:45, 2026-03-29T01:15:00Z
        2026-10-24T20:00:00Z, 02:15, 02:45, 2026-10-25T00:15:00Z
        2026-10-25T01:30:00Z, 02:15, 02:45, 2026-10-25T01:30:00Z
        2026-10-25T01:50:00Z, 02:15, 02:45, 2026-10-26T01:15:00Z
        """)
    void holdsThroughChangesOfTheClock(Instant now, LocalTime from, LocalTime to, Instant opening) {
        SendWindow window = new SendWindow(from, to, EnumSet.allOf(Day.class), "Europe/Berlin", true);
        assertThat(window.opening(now, ZoneOffset.UTC, day -> false)).isEqualTo(opening);
    }

    @Test
    void goesByTheRecipientsClockWhereItSaysSo() {
        SendWindow window = new SendWindow(
                LocalTime.of(9, 0), LocalTime.of(17, 0), EnumSet.allOf(Day.class), SendWindow.RECIPIENT, true);
        Instant noonInLondon = Instant.parse("2026-11-20T12:00:00Z");
        assertThat(window.opening(noonInLondon, ZoneId.of("Europe/London"), day -> false))
                .isEqualTo(noonInLondon);
        assertThat(window.opening(noonInLondon, ZoneId.of("America/Los_Angeles"), day -> false))
                .isEqualTo(Instant.parse("2026-11-20T17:00:00Z"));
        assertThat(window.opening(noonInLondon, ZoneId.of("Asia/Tokyo"), day -> false))
                .isEqualTo(Instant.parse("2026-11-21T00:00:00Z"));
    }

    @Test
    void opensOnceAWeekIfItHasOneDay() {
        SendWindow tuesdays = new SendWindow(LocalTime.of(9, 0), LocalTime.of(10, 0), Set.of(Day.TUE), "UTC", true);
        assertThat(tuesdays.opening(Instant.parse("2026-11-24T10:00:00Z"), ZoneOffset.UTC, day -> false))
                .isEqualTo(Instant.parse("2026-12-01T09:00:00Z"));
    }

    @Test
    void hasDaysAndEndsAfterItBegins() {
        assertThatThrownBy(() -> new SendWindow(LocalTime.NOON, LocalTime.NOON, Set.of(Day.MON), "UTC", true))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SendWindow(LocalTime.MIN, LocalTime.NOON, Set.of(), "UTC", true))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
