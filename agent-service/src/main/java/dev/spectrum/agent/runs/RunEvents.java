package dev.spectrum.agent.runs;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.spectrum.agent.runs.domain.Run;
import dev.spectrum.agent.runs.domain.RunFailure;
import dev.spectrum.agent.runs.domain.RunSource;
import dev.spectrum.agent.runs.domain.RunStatus;
import dev.spectrum.platform.event.OutgoingEvent;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code run.completed}: a run of ours has ended, in whatever way. It says nothing of what was said. Of a
 * turn's end conversation-service tells. */
final class RunEvents {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record RunCompleted(
            UUID runId,
            RunStatus status,
            RunSource source,
            @Nullable UUID promptId,
            @Nullable Long promptVersion,
            @Nullable UUID actionId,
            @Nullable Long actionVersion,
            @Nullable UUID shortcutId,
            String userId,
            @Nullable String errorCode,
            UsageOfRun usage,
            long durationMs) {}

    private record UsageOfRun(long inputTokens, long outputTokens, double costUsd) {}

    private RunEvents() {}

    static OutgoingEvent completed(Run run) {
        return new OutgoingEvent(
                "spectrum.agent.events",
                "dev.spectrum.agent.run.completed.v1",
                run.tenantId(),
                run.id().toString(),
                new RunCompleted(
                        run.id(),
                        run.status(),
                        run.origin().source(),
                        run.origin().promptId(),
                        run.origin().promptVersion(),
                        run.origin().actionId(),
                        run.origin().actionVersion(),
                        run.origin().shortcutId(),
                        run.userId(),
                        run.failure().map(RunFailure::code).orElse(null),
                        new UsageOfRun(
                                run.tokens().input(),
                                run.tokens().output(),
                                run.tokens().costMicroUsd() / 1e6),
                        run.finishedAt()
                                .map(end ->
                                        Duration.between(run.createdAt(), end).toMillis())
                                .orElse(0L)));
    }
}
