package dev.spectrum.outreach.senders.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;

/**
 * When a sender may send.
 *
 * @param from the first moment of the day, by the clock on the wall
 * @param to the moment from which it is over; later than from
 * @param days at least one
 * @param timeZone an IANA id, or {@code recipient}: by the clock where the lead is
 */
public record SendWindow(LocalTime from, LocalTime to, Set<Day> days, String timeZone) {

    public static final String RECIPIENT = "recipient";

    public SendWindow {
        days = Set.copyOf(days);
        if (days.isEmpty() || !from.isBefore(to)) {
            throw new IllegalArgumentException("A window has days, and ends after it begins");
        }
    }

    /** The moment itself where the window is open, otherwise the next one at which it opens. */
    public Instant opening(Instant now, ZoneId recipient) {
        ZoneId zone = timeZone.equals(RECIPIENT) ? recipient : ZoneId.of(timeZone);
        LocalDate day = now.atZone(zone).toLocalDate();
        // A week on, the same day comes again; one more for a day that a change of the clock takes the window from.
        for (int i = 0; i <= 14; i++, day = day.plusDays(1)) {
            Instant opens = day.atTime(from).atZone(zone).toInstant();
            Instant closes =
                    day.atTime(to).atZone(zone).withLaterOffsetAtOverlap().toInstant();
            if (days.contains(Day.of(day.getDayOfWeek())) && opens.isBefore(closes) && now.isBefore(closes)) {
                return now.isBefore(opens) ? opens : now;
            }
        }
        throw new IllegalStateException("A window opens at least once a fortnight: " + this);
    }
}
