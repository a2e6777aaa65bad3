package dev.spectrum.agent.runs;

import dev.spectrum.agent.runs.domain.Run;
import dev.spectrum.agent.runs.domain.RunFailure;
import dev.spectrum.platform.model.BudgetExhausted;
import dev.spectrum.platform.model.ModelException;
import dev.spectrum.platform.model.ModelRefusal;
import dev.spectrum.platform.web.ProblemException;
import java.util.Map;

/** Runs without an output: why, and as problems. */
public final class RunFailures {

    static final String BUDGET_EXHAUSTED = "budget-exhausted";

    private static final int SOON = 10;

    private RunFailures() {}

    static RunFailure of(ModelException failure) {
        return of(failure.refusal());
    }

    public static RunFailure of(ModelRefusal refusal) {
        return switch (refusal) {
            case TIMEOUT -> new RunFailure("model-timeout", "The model did not answer in time.");
            case UNAVAILABLE -> new RunFailure("model-unavailable", "The model can't be reached or failed.");
            case OVERLOADED -> new RunFailure("model-overloaded", "The model has too much to do.");
            case REJECTED ->
                new RunFailure(
                        "model-rejected",
                        "The model's server refuses the request: the key, the model's name or the messages.");
            case BUDGET_EXHAUSTED ->
                new RunFailure(BUDGET_EXHAUSTED, "The budget for models is used up for today (UTC).");
        };
    }

    /** @param run one that has ended, and has not completed */
    static ProblemException problem(Run run) {
        RunFailure why = run.failure().orElse(RunFailure.INTERNAL);
        Map<String, Object> members = Map.of("run_id", run.id());
        return switch (why.code()) {
            case "model-timeout" ->
                ProblemException.of(504, why.code(), "The model was too slow", why.detail(), members);
            case "model-unavailable", "interrupted" ->
                ProblemException.of(502, why.code(), "The model is down", why.detail(), members);
            case "model-overloaded" ->
                ProblemException.of(503, why.code(), "The model is overloaded", why.detail(), members)
                        .retryAfter(SOON);
            case "model-rejected" -> ProblemException.of(502, why.code(), "The model refused", why.detail(), members);
            case "output-invalid" ->
                ProblemException.of(
                        502, why.code(), "The model's answer does not follow its schema", why.detail(), members);
            case BUDGET_EXHAUSTED -> BudgetExhausted.problem("", members);
            case "cancelled" -> ProblemException.of(409, "run-cancelled", "Cancelled", why.detail(), members);
            default -> ProblemException.of(500, "internal", "Something went wrong", why.detail(), members);
        };
    }
}
