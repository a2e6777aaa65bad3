package dev.spectrum.agent.runs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.agent.budget.RecordSpending;
import dev.spectrum.agent.budget.domain.Spending;
import dev.spectrum.agent.runs.domain.Run;
import dev.spectrum.agent.runs.domain.RunFailure;
import dev.spectrum.agent.runs.domain.RunStatus;
import dev.spectrum.agent.runs.domain.Task;
import dev.spectrum.agent.runs.domain.Tokens;
import dev.spectrum.platform.context.OwnContext;
import dev.spectrum.platform.outbox.Outbox;
import dev.spectrum.platform.tenant.TenantTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps how a run and its tasks ended and what they cost, and tells everybody. */
@ApplicationScoped
class EndRun {

    private static final Duration BEFORE_RETRY = Duration.ofMillis(200);
    private static final int RETRIES = 5;

    private final Runs runs;
    private final RecordSpending recordSpending;
    private final Outbox outbox;
    private final TenantTransaction transaction;
    private final OwnContext ownContext;
    private final ObjectMapper json;

    EndRun(
            Runs runs,
            RecordSpending recordSpending,
            Outbox outbox,
            TenantTransaction transaction,
            OwnContext ownContext,
            ObjectMapper json) {
        this.runs = runs;
        this.recordSpending = recordSpending;
        this.outbox = outbox;
        this.transaction = transaction;
        this.ownContext = ownContext;
        this.json = json;
    }

    /** One task has ended, and the run goes on with another. */
    Uni<Void> next(Run run, Task ended, Task begun) {
        return transaction.run(
                run.tenantId(), () -> endTask(run, ended).chain(() -> runs.addTask(run.tenantId(), run.id(), begun)));
    }

    /** The run has ended as its last attempt did, and costs what they all did. Gives it as it is kept. */
    Uni<Run> end(Run run, List<Attempt> attempts, Task lastTask) {
        Run ended = ended(run, attempts);
        return ownContext
                .run(() -> transaction.run(
                        run.tenantId(), () -> endTask(run, lastTask).chain(() -> keep(ended))))
                .onFailure()
                .retry()
                .withBackOff(BEFORE_RETRY)
                .atMost(RETRIES);
    }

    private Uni<Void> endTask(Run run, Task ended) {
        return runs.endTask(run.id(), ended)
                .chain(() -> recordSpending.record(spending(run, ended)))
                .chain(() -> RunFailures.BUDGET_EXHAUSTED.equals(ended.errorCode())
                        ? recordSpending.refused(run.tenantId())
                        : Uni.createFrom().voidItem());
    }

    /** A task ends once, whatever is tried again: its number in the run is its id in the ledger. */
    private static Spending spending(Run run, Task task) {
        return new Spending(
                run.tenantId(),
                UUID.nameUUIDFromBytes((run.id() + ":" + task.number()).getBytes(StandardCharsets.UTF_8)),
                task.finishedAt().orElseGet(Instant::now),
                Spending.Source.RUN,
                run.id(),
                Optional.empty(),
                Optional.ofNullable(run.origin().promptId()),
                run.userId(),
                task.model(),
                task.tokens().input(),
                task.tokens().output(),
                task.tokens().costMicroUsd());
    }

    /** Within the tenant's transaction. */
    Uni<Run> keep(Run ended) {
        return runs.end(ended)
                .chain(kept -> kept.isPresent()
                        ? outbox.add(RunEvents.completed(kept.get())).replaceWith(kept.get())
                        : runs.find(ended.id()).map(found -> found.orElse(ended)));
    }

    private Run ended(Run run, List<Attempt> attempts) {
        Attempt last = attempts.getLast();
        RunStatus status = last.status();
        long input = 0;
        long output = 0;
        long cost = 0;
        for (Attempt attempt : attempts) {
            input += attempt.usage().inputTokens();
            output += attempt.usage().outputTokens();
            cost += attempt.usage().costMicroUsd();
        }
        return of(
                run,
                status,
                status == RunStatus.COMPLETED ? output(run, last.text()) : null,
                last.failure(),
                new Tokens(input, output, cost));
    }

    static Run of(Run run, RunStatus status, @Nullable Object output, Optional<RunFailure> failure, Tokens tokens) {
        return new Run(
                run.tenantId(),
                run.id(),
                run.userId(),
                run.origin(),
                run.name(),
                status,
                run.variables(),
                run.personal(),
                run.redacted(),
                run.structured(),
                output,
                failure,
                tokens,
                run.createdAt(),
                Optional.of(Instant.now().truncatedTo(ChronoUnit.MICROS)));
    }

    private Object output(Run run, String text) {
        if (!run.structured()) {
            return text;
        }
        try {
            return json.readValue(text, Object.class);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("It follows its schema, so it is JSON", impossible);
        }
    }
}
