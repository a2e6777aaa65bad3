package dev.spectrum.agent.budget.domain;

import java.time.LocalDate;

/**
 * A tenant's day in the ledger.
 *
 * @param spentMicroUsd by all that was settled on it
 * @param warned whether it was told that little is left
 * @param exhausted whether it was told that nothing is left
 */
public record Day(LocalDate day, long spentMicroUsd, boolean warned, boolean exhausted) {

    private static final int WARNING_PERCENT = 80;

    public boolean reachesWarning(long dailyLimitMicroUsd) {
        return dailyLimitMicroUsd > 0 && spentMicroUsd * 100 >= dailyLimitMicroUsd * WARNING_PERCENT;
    }

    /** Whether a refusal says that the day's limit is used up, rather than that it is set aside for calls under way. */
    public boolean isExhaustedByRefusal(long dailyLimitMicroUsd) {
        return dailyLimitMicroUsd <= 0 || reachesWarning(dailyLimitMicroUsd);
    }

    public boolean reachesLimit(long dailyLimitMicroUsd) {
        return dailyLimitMicroUsd > 0 && spentMicroUsd >= dailyLimitMicroUsd;
    }
}
