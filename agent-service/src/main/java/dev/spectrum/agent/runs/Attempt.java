package dev.spectrum.agent.runs;

import dev.spectrum.agent.runs.domain.RunFailure;
import dev.spectrum.agent.runs.domain.RunStatus;
import dev.spectrum.agent.runs.domain.Task;
import dev.spectrum.agent.runs.domain.Tokens;
import dev.spectrum.platform.model.MadeCall;
import dev.spectrum.platform.model.ModelCall;
import dev.spectrum.platform.model.ModelMessage;
import dev.spectrum.platform.model.ModelRefusal;
import dev.spectrum.platform.model.Usage;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a question to models ended.
 *
 * @param text what was said, as far as it got
 * @param failure why that is no answer; empty if it is one
 * @param made the calls that it took, in their order: those before the last gave no answer. None where there was no budget
 */
record Attempt(String text, Optional<RunFailure> failure, List<MadeCall> made) {

    RunStatus status() {
        return failure.map(Attempt::status).orElse(RunStatus.COMPLETED);
    }

    private static RunStatus status(RunFailure why) {
        return why.equals(RunFailure.CANCELLED) ? RunStatus.CANCELLED : RunStatus.FAILED;
    }

    Usage usage() {
        return made.stream().map(MadeCall::usage).reduce(Usage.NONE, Usage::plus);
    }

    Attempt failed(RunFailure why) {
        return new Attempt(text, Optional.of(why), made);
    }

    /** The question as a task that runs. */
    static Task begun(int number, ModelCall call, Instant now) {
        return task(number, RunStatus.RUNNING, call.model(), call, null, null, Usage.NONE, now, null);
    }

    /** A task for each call, and one of its own where there was none. */
    List<Task> tasks(int first, ModelCall call, Instant began) {
        List<Task> tasks = new ArrayList<>();
        for (MadeCall before : made.subList(0, Math.max(0, made.size() - 1))) {
            RunFailure why = why(before.end());
            tasks.add(task(
                    first + tasks.size(),
                    status(why),
                    before.model(),
                    call,
                    null,
                    why.code(),
                    before.usage(),
                    before.startedAt(),
                    before.endedAt()));
        }
        Optional<MadeCall> last = made.isEmpty() ? Optional.empty() : Optional.of(made.getLast());
        tasks.add(task(
                first + tasks.size(),
                status(),
                last.map(MadeCall::model).orElse(call.model()),
                call,
                text.isEmpty() ? null : text,
                failure.map(RunFailure::code).orElse(null),
                last.map(MadeCall::usage).orElse(Usage.NONE),
                tasks.isEmpty() ? began : last.map(MadeCall::startedAt).orElse(began),
                Instant.now()));
        return tasks;
    }

    private static RunFailure why(MadeCall.End end) {
        return switch (end) {
            case TIMEOUT -> RunFailures.of(ModelRefusal.TIMEOUT);
            case UNAVAILABLE -> RunFailures.of(ModelRefusal.UNAVAILABLE);
            case OVERLOADED -> RunFailures.of(ModelRefusal.OVERLOADED);
            case REJECTED -> RunFailures.of(ModelRefusal.REJECTED);
            case GIVEN_UP -> RunFailure.CANCELLED;
            case ANSWERED -> throw new IllegalStateException("After an answer no other model is asked");
        };
    }

    private static Task task(
            int number,
            RunStatus status,
            String model,
            ModelCall call,
            @Nullable String output,
            @Nullable String errorCode,
            Usage usage,
            Instant began,
            @Nullable Instant ended) {
        return new Task(
                number,
                status,
                model,
                call.messages().stream().map(Attempt::message).toList(),
                output,
                errorCode,
                new Tokens(usage.inputTokens(), usage.outputTokens(), usage.costMicroUsd()),
                began,
                Optional.ofNullable(ended).map(at -> at.truncatedTo(ChronoUnit.MICROS)));
    }

    private static Task.Message message(ModelMessage message) {
        return switch (message) {
            case ModelMessage.System(String text) -> new Task.Message("system", text);
            case ModelMessage.User user -> new Task.Message("user", user.text());
            case ModelMessage.Assistant(String text, List<?> tools) -> new Task.Message("assistant", text);
            case ModelMessage.ToolResult(String id, String tool, String text) -> new Task.Message("tool", text);
        };
    }
}
