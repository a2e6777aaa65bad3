package dev.spectrum.agent.runs;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.agent.runs.StartRun.Started;
import dev.spectrum.agent.runs.domain.Run;
import dev.spectrum.agent.runs.domain.RunFailure;
import dev.spectrum.agent.runs.domain.Task;
import dev.spectrum.platform.context.CallerContext;
import dev.spectrum.platform.context.OwnContext;
import dev.spectrum.platform.model.MadeCall;
import dev.spectrum.platform.model.ModelCall;
import dev.spectrum.platform.model.ModelEvent;
import dev.spectrum.platform.model.ModelException;
import dev.spectrum.platform.model.ModelMessage;
import dev.spectrum.platform.model.Models;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.logging.Logger;

/**
 * Asks the model, and asks it once more where the answer does not follow its schema. Whoever started the run may leave: it
 * goes on to its end, or until it is cancelled.
 */
@ApplicationScoped
class ExecuteRun {

    private static final Logger LOG = Logger.getLogger(ExecuteRun.class);

    private final Models models;
    private final KeepSpending keepSpending;
    private final EndRun endRun;
    private final LiveRuns live;
    private final OwnContext ownContext;

    ExecuteRun(Models models, KeepSpending keepSpending, EndRun endRun, LiveRuns live, OwnContext ownContext) {
        this.models = models;
        this.keepSpending = keepSpending;
        this.endRun = endRun;
        this.live = live;
        this.ownContext = ownContext;
    }

    /** To be called after the commit. */
    Execution begin(Started started) {
        Execution execution = new Execution(started.run());
        live.add(execution);
        execution.tell(new RunEvent.Started(started.run().id()));
        ownContext
                .run(() -> perform(started, execution))
                .onTermination()
                .invoke(() -> live.remove(execution))
                .subscribe()
                .with(execution::ended, failure -> {
                    LOG.errorf(
                            failure, "Run %s could not be ended", started.run().id());
                    execution.lost(failure);
                });
        return execution;
    }

    private Uni<Run> perform(Started started, Execution execution) {
        Run run = started.run();
        ModelCall call = started.call();
        return attempt(execution, call)
                .chain(first -> isOffSchema(first)
                        ? again(execution, call, first)
                        : endRun.end(run, List.of(first), first.tasks(1, call, run.createdAt())));
    }

    private Uni<Run> again(Execution execution, ModelCall call, Attempt first) {
        Run run = execution.run();
        ModelCall repair = repair(call, first);
        List<Task> ended = first.tasks(1, call, run.createdAt());
        int next = ended.size() + 1;
        Instant began = Instant.now().truncatedTo(ChronoUnit.MICROS);
        return endRun.next(run, ended, Attempt.begun(next, repair, began))
                .chain(() -> attempt(execution, repair))
                .chain(second -> endRun.end(run, List.of(first, second), second.tasks(next, repair, began)));
    }

    private static boolean isOffSchema(Attempt attempt) {
        return attempt.failure()
                .filter(why -> why.code().equals("output-invalid"))
                .isPresent();
    }

    private static ModelCall repair(ModelCall call, Attempt first) {
        List<ModelMessage> messages = new ArrayList<>(call.messages());
        messages.add(new ModelMessage.Assistant(first.text(), List.of()));
        messages.add(new ModelMessage.User("This does not follow the JSON Schema of the answer: "
                + first.failure().map(RunFailure::detail).orElse("")
                + " Answer again, with JSON alone that follows it."));
        return new ModelCall(
                call.tenantId(),
                call.dailyLimitMicroUsd(),
                call.model(),
                call.temperature(),
                call.maxOutputTokens(),
                messages,
                call.tools(),
                call.answerSchema());
    }

    /** One question to models, its answer told as a message. */
    private Uni<Attempt> attempt(Execution execution, ModelCall call) {
        UUID message = UuidCreator.getTimeOrderedEpoch();
        StringBuilder said = new StringBuilder();
        List<MadeCall> made = new CopyOnWriteArrayList<>();
        Uni<Attempt> answer = models.stream(call, (id, one) -> {
                    made.add(one);
                    return keepSpending.keep(execution.run(), id, one);
                })
                .onItem()
                .invoke(event -> hear(execution, message, said, event))
                .collect()
                .last()
                .map(last -> answered(call, (ModelEvent.Done) last))
                .onFailure()
                .recoverWithItem(failure -> unanswered(said, failure));
        Uni<Attempt> cancelled = execution
                .cancelled()
                .map(now -> new Attempt(said.toString(), Optional.of(RunFailure.CANCELLED), List.of()));
        return CallerContext.returnTo(() -> Uni.combine().any().of(answer, cancelled))
                // Whoever came second has heard of it: a call that is given up is told before this goes on.
                .map(attempt -> new Attempt(attempt.text(), attempt.failure(), List.copyOf(made)))
                .invoke(() -> {
                    if (!said.isEmpty()) {
                        execution.tell(new RunEvent.MessageEnded(message));
                    }
                });
    }

    private static void hear(Execution execution, UUID message, StringBuilder said, ModelEvent event) {
        if (event instanceof ModelEvent.Delta(String text)) {
            if (said.isEmpty()) {
                execution.tell(new RunEvent.MessageStarted(message));
            }
            String delta = storable(text);
            said.append(delta);
            execution.tell(new RunEvent.Text(message, delta));
        }
    }

    private static Attempt answered(ModelCall call, ModelEvent.Done done) {
        String text = storable(done.answer().text());
        Attempt answered = new Attempt(
                call.answerSchema().isPresent() ? AnswerSchema.unfenced(text) : text, Optional.empty(), List.of());
        List<String> violations = call.answerSchema()
                .map(schema -> AnswerSchema.of(schema).violations(answered.text()))
                .orElse(List.of());
        return violations.isEmpty()
                ? answered
                : answered.failed(new RunFailure("output-invalid", String.join("; ", violations) + "."));
    }

    private static Attempt unanswered(StringBuilder said, Throwable failure) {
        RunFailure why = failure instanceof ModelException model ? RunFailures.of(model) : RunFailure.INTERNAL;
        if (why.equals(RunFailure.INTERNAL)) {
            LOG.error("A run failed unforeseen", failure);
        } else {
            LOG.warnf("The model gave no answer: %s, %s", why.code(), failure.getMessage());
        }
        return new Attempt(said.toString(), Optional.of(why), List.of());
    }

    /** PostgreSQL keeps no NUL. */
    private static String storable(String text) {
        return text.replace('\0', '\ufffd');
    }
}
