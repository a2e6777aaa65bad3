package dev.spectrum.conversation.turn;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.spectrum.conversation.turn.domain.Failure;
import dev.spectrum.conversation.turn.domain.ToolCall;
import dev.spectrum.conversation.turn.domain.ToolRequest;
import dev.spectrum.conversation.turn.domain.ToolRound;
import dev.spectrum.platform.event.OutgoingEvent;
import dev.spectrum.platform.model.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * What every event of a turn says, and the events. The usage in them is one attempt's alone: who adds up all events counts
 * every model call once.
 */
public record ToldTurn(
        @JsonIgnore UUID tenantId,
        UUID conversationId,
        UUID runId,
        UUID userMessageId,
        String userId,
        UUID agentId,
        String agentRole,
        long agentVersion) {

    private record Completed(
            @JsonUnwrapped ToldTurn turn,
            UUID messageId,
            String model,
            int rounds,
            List<CalledTool> toolCalls,
            UsageTold usage,
            long durationMs) {}

    private record Failed(
            @JsonUnwrapped ToldTurn turn, String reason, boolean retryable, String model, UsageTold usage) {}

    private record Stopped(@JsonUnwrapped ToldTurn turn, UUID messageId, String model, UsageTold usage) {}

    /** @param toolsToApprove by name; their arguments are the conversation's alone */
    private record Paused(@JsonUnwrapped ToldTurn turn, List<String> toolsToApprove, String model, UsageTold usage) {}

    private record Superseded(@JsonUnwrapped ToldTurn turn, String model, UsageTold usage) {}

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

    public OutgoingEvent completed(UUID messageId, String model, List<ToolRound> rounds, Usage usage, Duration took) {
        List<CalledTool> calls = rounds.stream()
                .flatMap(round -> round.calls().stream())
                .map(CalledTool::of)
                .toList();
        return event(
                "turn.completed",
                new Completed(this, messageId, model, rounds.size(), calls, UsageTold.of(usage), took.toMillis()));
    }

    public OutgoingEvent failed(Failure failure, String model, Usage usage) {
        String reason = failure.name().toLowerCase(Locale.ROOT);
        return event("turn.failed", new Failed(this, reason, failure.isRetryable(), model, UsageTold.of(usage)));
    }

    public OutgoingEvent stopped(UUID messageId, String model, Usage usage) {
        return event("turn.stopped", new Stopped(this, messageId, model, UsageTold.of(usage)));
    }

    OutgoingEvent paused(List<ToolRequest> toApprove, String model, Usage usage) {
        List<String> tools = toApprove.stream().map(ToolRequest::name).toList();
        return event("turn.paused", new Paused(this, tools, model, UsageTold.of(usage)));
    }

    OutgoingEvent superseded(String model, Usage usage) {
        return event("turn.superseded", new Superseded(this, model, UsageTold.of(usage)));
    }

    private OutgoingEvent event(String what, Object data) {
        return TurnEvents.event(what, tenantId, conversationId, data);
    }
}
