package dev.spectrum.platform.model;

import dev.spectrum.platform.web.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a client is told when the day's budget is used up: 429 in one shape, wherever the model was needed. */
public final class BudgetExhausted {

    /** When every budget is whole again: a member of the problem, and of what tells of the refusal in a stream. */
    public static final String RESETS_AT = "resets_at";

    private BudgetExhausted() {}

    /**
     * With {@code Retry-After} in seconds and the member {@code resets_at}.
     *
     * @param detail what else there is to say, after that the budget is used up; may be empty
     * @param members what the problem's JSON has beside
     */
    public static ProblemException problem(String detail, Map<String, Object> members) {
        Instant resetsAt = Budget.resetsAt();
        Map<String, Object> all = new LinkedHashMap<>(members);
        all.put(RESETS_AT, resetsAt);
        return ProblemException.of(
                        429,
                        "budget-exhausted",
                        "The day's budget is used up",
                        ("The budget for models is used up for today (UTC). " + detail).strip(),
                        all)
                .retryAfter(Math.toIntExact(
                        Duration.between(Instant.now(), resetsAt).toSeconds() + 1));
    }
}
