package dev.spectrum.outreach.senders.domain;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * A new sender that sends much is taken for a spammer, so its limit grows from day to day.
 *
 * @param from the first day, in UTC
 * @param first how many on that day
 * @param dailyIncrease how many more on each that follows
 */
public record WarmUp(LocalDate from, int first, int dailyIncrease) {

    public WarmUp {
        if (first < 1 || dailyIncrease < 1) {
            throw new IllegalArgumentException("A sender warms up from at least one a day by at least one a day");
        }
    }

    /** How many it may send on a day; none before the first. */
    public int most(int dailyLimit, LocalDate day) {
        long days = ChronoUnit.DAYS.between(from, day);
        return days < 0 ? 0 : (int) Math.min(dailyLimit, first + days * dailyIncrease);
    }
}
