package dev.spectrum.agent.runs;

import dev.spectrum.agent.runs.domain.RunFailure;
import dev.spectrum.agent.runs.domain.RunStatus;
import dev.spectrum.agent.runs.domain.Task;
import dev.spectrum.agent.runs.domain.Tokens;
import dev.spectrum.platform.model.ModelCall;
import dev.spectrum.platform.model.ModelMessage;
import dev.spectrum.platform.model.Usage;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a model call ended.
 *
 * @param text what the model said, as far as it got
 * @param failure why that is no answer; empty if it is one
 */
record Attempt(String text, Optional<RunFailure> failure, Usage usage, String model) {

    RunStatus status() {
        return failure.map(why -> why.equals(RunFailure.CANCELLED) ? RunStatus.CANCELLED : RunStatus.FAILED)
                .orElse(RunStatus.COMPLETED);
    }

    Attempt failed(RunFailure why) {
        return new Attempt(text, Optional.of(why), usage, model);
    }

    /** The call as a task that runs. */
    static Task begun(int number, ModelCall call, Instant now) {
        return new Task(
                number,
                RunStatus.RUNNING,
                call.model(),
                call.messages().stream().map(Attempt::message).toList(),
                null,
                null,
                new Tokens(0, 0, 0),
                now,
                Optional.empty());
    }

    /** The call as a task that has ended. */
    Task task(int number, ModelCall call, Instant began) {
        @Nullable String code = failure.map(RunFailure::code).orElse(null);
        return new Task(
                number,
                status(),
                model,
                call.messages().stream().map(Attempt::message).toList(),
                text.isEmpty() ? null : text,
                code,
                new Tokens(usage.inputTokens(), usage.outputTokens(), usage.costMicroUsd()),
                began,
                Optional.of(Instant.now().truncatedTo(ChronoUnit.MICROS)));
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
