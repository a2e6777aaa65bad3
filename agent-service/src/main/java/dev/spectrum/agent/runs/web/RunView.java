package dev.spectrum.agent.runs.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.spectrum.agent.runs.RunAnswer.UsageView;
import dev.spectrum.agent.runs.domain.Origin;
import dev.spectrum.agent.runs.domain.ResolvedVariable;
import dev.spectrum.agent.runs.domain.Run;
import dev.spectrum.agent.runs.domain.RunFailure;
import dev.spectrum.agent.runs.domain.RunSource;
import dev.spectrum.agent.runs.domain.RunStatus;
import dev.spectrum.agent.runs.domain.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run as clients read it.
 *
 * @param promptId null for a turn of a conversation, which has an agent instead
 * @param conversationId null also where only the client keeps the conversation
 * @param contentHidden whether what was said is kept from this reader, or was not kept at all
 * @param tasks null in lists
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record RunView(
        UUID id,
        RunStatus status,
        RunSource source,
        String name,
        @Nullable UUID promptId,
        @Nullable Long promptVersion,
        @Nullable UUID actionId,
        @Nullable Long actionVersion,
        @Nullable UUID shortcutId,
        @Nullable UUID agentId,
        @Nullable String agentRole,
        @Nullable Long agentVersion,
        @Nullable UUID conversationId,
        String userId,
        List<ResolvedVariable> variables,
        @Nullable Object output,
        @Nullable RunFailure error,
        UsageView usage,
        Instant createdAt,
        @Nullable Instant finishedAt,
        @Nullable Long latencyMs,
        boolean contentHidden,
        @Nullable List<TaskView> tasks) {

    /** One model call. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record TaskView(
            int number,
            RunStatus status,
            String model,
            @Nullable List<Task.Message> messages,
            @Nullable String output,
            @Nullable String errorCode,
            UsageView usage,
            Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable Long latencyMs) {

        static TaskView of(Task task, boolean readable) {
            @Nullable Instant finished = task.finishedAt().orElse(null);
            return new TaskView(
                    task.number(),
                    task.status(),
                    task.model(),
                    readable ? task.messages() : null,
                    readable ? task.output() : null,
                    task.errorCode(),
                    UsageView.of(task.tokens()),
                    task.startedAt(),
                    finished,
                    between(task.startedAt(), finished));
        }
    }

    static RunView of(Run run, String reader) {
        return of(run, reader, null);
    }

    static RunView of(Run run, String reader, @Nullable List<Task> tasks) {
        boolean readable = run.isReadableBy(reader);
        @Nullable Instant finished = run.finishedAt().orElse(null);
        Origin.@Nullable Turn turn = run.origin().turn();
        return new RunView(
                run.id(),
                run.status(),
                run.origin().source(),
                run.name(),
                run.origin().promptId(),
                run.origin().promptVersion(),
                run.origin().actionId(),
                run.origin().actionVersion(),
                run.origin().shortcutId(),
                turn == null ? null : turn.agentId(),
                turn == null ? null : turn.agentRole(),
                turn == null ? null : turn.agentVersion(),
                turn == null ? null : turn.conversationId(),
                run.userId(),
                readable
                        ? run.variables()
                        : run.variables().stream()
                                .map(ResolvedVariable::withoutValue)
                                .toList(),
                readable ? run.output() : null,
                run.failure()
                        .map(why -> readable ? why : new RunFailure(why.code(), ""))
                        .orElse(null),
                UsageView.of(run.tokens()),
                run.createdAt(),
                finished,
                between(run.createdAt(), finished),
                !readable || run.redacted(),
                tasks == null
                        ? null
                        : tasks.stream()
                                .map(task -> TaskView.of(task, readable))
                                .toList());
    }

    private static @Nullable Long between(Instant start, @Nullable Instant end) {
        return end == null ? null : Duration.between(start, end).toMillis();
    }
}
