package dev.spectrum.outreach.senders.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;
import java.util.function.Predicate;

/**
 * When a sender may send.
 *
 * @param from the first moment of the day, by the clock on the wall
 * @param to the moment from which it is over; later than from
 * @param days at least one
 * @param timeZone an IANA id, or {@code recipient}: by the clock where the lead is
 * @param onHolidays whether it is open on the public holidays of the lead's country
 */
public record SendWindow(LocalTime from, LocalTime to, Set<Day> days, String timeZone, boolean onHolidays) {

    public static final String RECIPIENT = "recipient";
    /** Longer than any row of holidays that leaves a day of the week out. */
    private static final int HORIZON = 60;

    public SendWindow {
        days = Set.copyOf(days);
        if (days.isEmpty() || !from.isBefore(to)) {
            throw new IllegalArgumentException("A window has days, and ends after it begins");
        }
    }

    /**
     * The moment itself where the window is open, otherwise the next one at which it opens.
     *
     * @param holiday which days are holidays where the lead is
     */
    public Instant opening(Instant now, ZoneId recipient, Predicate<LocalDate> holiday) {
        ZoneId zone = timeZone.equals(RECIPIENT) ? recipient : ZoneId.of(timeZone);
        LocalDate day = now.atZone(zone).toLocalDate();
        for (int i = 0; i <= HORIZON; i++, day = day.plusDays(1)) {
            // A gap of the clock moves its opening, and may take all of it; where an hour comes twice, both are open.
            Instant opens = day.atTime(from).atZone(zone).toInstant();
            Instant closes =
                    day.atTime(to).atZone(zone).withLaterOffsetAtOverlap().toInstant();
            if (days.contains(Day.of(day.getDayOfWeek()))
                    && (onHolidays || !holiday.test(day))
                    && opens.isBefore(closes)
                    && now.isBefore(closes)) {
                return now.isBefore(opens) ? opens : now;
            }
        }
        throw new IllegalStateException("A window opens at least once in two months: " + this);
    }
}
