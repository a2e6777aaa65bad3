package dev.spectrum.agent.runs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.agent.budget.RecordSpending;
import dev.spectrum.agent.runs.domain.Run;
import dev.spectrum.agent.runs.domain.RunFailure;
import dev.spectrum.agent.runs.domain.RunStatus;
import dev.spectrum.agent.runs.domain.Task;
import dev.spectrum.agent.runs.domain.Tokens;
import dev.spectrum.platform.context.OwnContext;
import dev.spectrum.platform.model.Usage;
import dev.spectrum.platform.outbox.Outbox;
import dev.spectrum.platform.tenant.TenantTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps how a run and its tasks ended, and tells everybody. */
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

    /** Its tasks until now have ended, and the run goes on with another. */
    Uni<Void> next(Run run, List<Task> ended, Task begun) {
        return transaction.run(
                run.tenantId(), () -> endTasks(run, ended).chain(() -> runs.addTask(run.tenantId(), run.id(), begun)));
    }

    /** The run has ended as its last attempt did, and costs what they all did. Gives it as it is kept. */
    Uni<Run> end(Run run, List<Attempt> attempts, List<Task> lastTasks) {
        Run ended = ended(run, attempts);
        return ownContext
                .run(() -> transaction.run(
                        run.tenantId(), () -> endTasks(run, lastTasks).chain(() -> keep(ended))))
                .onFailure()
                .retry()
                .withBackOff(BEFORE_RETRY)
                .atMost(RETRIES);
    }

    /** The first is there and runs, the others come with their end. */
    private Uni<Void> endTasks(Run run, List<Task> ended) {
        return runs.endTask(run.id(), ended.getFirst())
                .chain(() -> Multi.createFrom()
                        .iterable(ended.subList(1, ended.size()))
                        .onItem()
                        .transformToUniAndConcatenate(task -> runs.addTask(run.tenantId(), run.id(), task))
                        .collect()
                        .last())
                .chain(() -> RunFailures.BUDGET_EXHAUSTED.equals(ended.getLast().errorCode())
                        ? recordSpending.refused(run.tenantId())
                        : Uni.createFrom().voidItem());
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
        Usage used = attempts.stream().map(Attempt::usage).reduce(Usage.NONE, Usage::plus);
        return of(
                run,
                status,
                status == RunStatus.COMPLETED ? output(run, last.text()) : null,
                last.failure(),
                new Tokens(used.inputTokens(), used.outputTokens(), used.costMicroUsd()));
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
