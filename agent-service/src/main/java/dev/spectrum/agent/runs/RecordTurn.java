package dev.spectrum.agent.runs;

import dev.spectrum.agent.budget.RecordSpending;
import dev.spectrum.agent.budget.domain.Spending;
import dev.spectrum.agent.runs.domain.RunFailure;
import dev.spectrum.agent.runs.domain.TurnAttempt;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Keeps what an attempt at a turn came to, and what it cost. Within the tenant's transaction. */
@ApplicationScoped
public class RecordTurn {

    private final Runs runs;
    private final RecordSpending recordSpending;

    RecordTurn(Runs runs, RecordSpending recordSpending) {
        this.runs = runs;
        this.recordSpending = recordSpending;
    }

    public Uni<Void> record(TurnAttempt attempt, Spending spending) {
        return recordSpending
                .record(spending)
                .chain(() -> wasRefused(attempt)
                        ? recordSpending.refused(attempt.tenantId())
                        : Uni.createFrom().voidItem())
                .chain(() -> runs.addAttempt(attempt));
    }

    private static boolean wasRefused(TurnAttempt attempt) {
        return attempt.failure()
                .map(RunFailure::code)
                .filter(RunFailures.BUDGET_EXHAUSTED::equals)
                .isPresent();
    }
}
