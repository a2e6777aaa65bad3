package dev.spectrum.conversation.turn;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.spectrum.conversation.turn.domain.Failure;
import dev.spectrum.conversation.turn.domain.ToolCall;
import dev.spectrum.conversation.turn.domain.ToolRequest;
import dev.spectrum.conversation.turn.domain.ToolRound;
import dev.spectrum.platform.event.OutgoingEvent;
import dev.spectrum.platform.model.MadeCall;
import dev.spectrum.platform.model.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What every event of a turn says, and the events. The usage in them is one attempt's alone: who adds up all events counts
 * every model call once.
 *
 * @param startedAt the attempt, or the turn where nothing is known of the attempt
 */
public record ToldTurn(
        @JsonIgnore UUID tenantId,
        UUID conversationId,
        UUID runId,
        UUID userMessageId,
        String userId,
        UUID agentId,
        String agentRole,
        long agentVersion,
        Instant startedAt) {

    private record Completed(
            @JsonUnwrapped ToldTurn turn,
            UUID messageId,
            String model,
            int rounds,
            List<CalledTool> toolCalls,
            UsageTold usage,
            List<CallTold> modelCalls,
            long durationMs) {}

    private record Failed(
            @JsonUnwrapped ToldTurn turn,
            String reason,
            boolean retryable,
            String model,
            UsageTold usage,
            List<CallTold> modelCalls) {}

    private record Stopped(
            @JsonUnwrapped ToldTurn turn, UUID messageId, String model, UsageTold usage, List<CallTold> modelCalls) {}

    /** @param toolsToApprove by name; their arguments are the conversation's alone */
    private record Paused(
            @JsonUnwrapped ToldTurn turn,
            List<String> toolsToApprove,
            String model,
            UsageTold usage,
            List<CallTold> modelCalls) {}

    private record Superseded(@JsonUnwrapped ToldTurn turn, String model, UsageTold usage, List<CallTold> modelCalls) {}

    private record CalledTool(String name, boolean isError, long durationMs) {
        static CalledTool of(ToolCall call) {
            return new CalledTool(call.name(), call.isError(), call.durationMs());
        }
    }

    private record UsageTold(long inputTokens, long outputTokens, double costUsd) {
        static UsageTold of(Usage usage) {
            return new UsageTold(usage.inputTokens(), usage.outputTokens(), usage.costUsd());
        }
    }

    /** @param error why it gave no answer; null where it did */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record CallTold(
            String model,
            long inputTokens,
            long outputTokens,
            double costUsd,
            Instant startedAt,
            long durationMs,
            @Nullable String error) {

        static List<CallTold> of(ModelCalls calls) {
            return calls.made().stream().map(CallTold::of).toList();
        }

        private static CallTold of(MadeCall call) {
            return new CallTold(
                    call.model(),
                    call.usage().inputTokens(),
                    call.usage().outputTokens(),
                    call.usage().costUsd(),
                    call.startedAt(),
                    Duration.between(call.startedAt(), call.endedAt()).toMillis(),
                    error(call.end()));
        }

        private static @Nullable String error(MadeCall.End end) {
            return switch (end) {
                case ANSWERED -> null;
                case GIVEN_UP -> "cancelled";
                case TIMEOUT -> Failure.TIMEOUT.code();
                case UNAVAILABLE -> Failure.UNAVAILABLE.code();
                case OVERLOADED -> Failure.OVERLOADED.code();
                case REJECTED -> Failure.REJECTED.code();
            };
        }
    }

    public OutgoingEvent completed(UUID messageId, List<ToolRound> rounds, ModelCalls made, Duration took) {
        List<CalledTool> calls = rounds.stream()
                .flatMap(round -> round.calls().stream())
                .map(CalledTool::of)
                .toList();
        return event(
                "turn.completed",
                new Completed(
                        this,
                        messageId,
                        made.model(),
                        rounds.size(),
                        calls,
                        UsageTold.of(made.usage()),
                        CallTold.of(made),
                        took.toMillis()));
    }

    public OutgoingEvent failed(Failure failure, ModelCalls made) {
        String reason = failure.name().toLowerCase(Locale.ROOT);
        return event(
                "turn.failed",
                new Failed(
                        this,
                        reason,
                        failure.isRetryable(),
                        made.model(),
                        UsageTold.of(made.usage()),
                        CallTold.of(made)));
    }

    public OutgoingEvent stopped(UUID messageId, ModelCalls made) {
        return event(
                "turn.stopped",
                new Stopped(this, messageId, made.model(), UsageTold.of(made.usage()), CallTold.of(made)));
    }

    OutgoingEvent paused(List<ToolRequest> toApprove, ModelCalls made) {
        List<String> tools = toApprove.stream().map(ToolRequest::name).toList();
        return event(
                "turn.paused", new Paused(this, tools, made.model(), UsageTold.of(made.usage()), CallTold.of(made)));
    }

    OutgoingEvent superseded(ModelCalls made) {
        return event(
                "turn.superseded", new Superseded(this, made.model(), UsageTold.of(made.usage()), CallTold.of(made)));
    }

    private OutgoingEvent event(String what, Object data) {
        return TurnEvents.event(what, tenantId, conversationId, data);
    }
}
