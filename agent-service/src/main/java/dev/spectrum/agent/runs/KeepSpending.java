package dev.spectrum.agent.runs;

import dev.spectrum.agent.budget.RecordSpending;
import dev.spectrum.agent.budget.domain.Spending;
import dev.spectrum.agent.runs.domain.Run;
import dev.spectrum.platform.context.OwnContext;
import dev.spectrum.platform.model.MadeCall;
import dev.spectrum.platform.tenant.TenantTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Writes a run's calls of models into the ledger as they end, before the budget settles them: a process may be killed. */
@ApplicationScoped
class KeepSpending {

    private static final Duration BEFORE_RETRY = Duration.ofMillis(200);
    private static final int RETRIES = 5;

    private final RecordSpending recordSpending;
    private final TenantTransaction transaction;
    private final OwnContext ownContext;

    KeepSpending(RecordSpending recordSpending, TenantTransaction transaction, OwnContext ownContext) {
        this.recordSpending = recordSpending;
        this.transaction = transaction;
        this.ownContext = ownContext;
    }

    /** @param id the call's in the ledger, where it counts once */
    Uni<Void> keep(Run run, UUID id, MadeCall made) {
        Spending spending = new Spending(
                run.tenantId(),
                id,
                made.endedAt(),
                Spending.Source.RUN,
                run.id(),
                Optional.empty(),
                Optional.ofNullable(run.origin().promptId()),
                run.userId(),
                made.model(),
                made.usage().inputTokens(),
                made.usage().outputTokens(),
                made.usage().costMicroUsd());
        return ownContext
                .run(() -> transaction.run(run.tenantId(), () -> recordSpending.record(spending)))
                .onFailure()
                .retry()
                .withBackOff(BEFORE_RETRY)
                .atMost(RETRIES);
    }
}
