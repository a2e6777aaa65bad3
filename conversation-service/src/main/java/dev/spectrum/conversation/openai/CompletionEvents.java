package dev.spectrum.conversation.openai;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.spectrum.conversation.agents.domain.Agent;
import dev.spectrum.conversation.turn.domain.Failure;
import dev.spectrum.conversation.turn.domain.ToolCall;
import dev.spectrum.platform.event.OutgoingEvent;
import dev.spectrum.platform.model.Usage;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * What is told of completions: they are turns of a conversation that only the client keeps. The run stands for that
 * conversation; each request is a turn of its own.
 */
final class CompletionEvents {

    private static final String TOPIC = "spectrum.conversation.events";

    private record TurnTold(
            UUID conversationId,
            UUID runId,
            UUID userMessageId,
            String userId,
            UUID agentId,
            String agentRole,
            long agentVersion) {

        static TurnTold of(Completing work) {
            Agent agent = work.agent().agent();
            UUID run = work.asked().run().id();
            return new TurnTold(
                    run, run, run, work.asked().who().subject(), agent.id(), agent.role(), agent.definitionVersion());
        }
    }

    private record TurnCompleted(
            @JsonUnwrapped TurnTold turn,
            UUID messageId,
            String model,
            int rounds,
            List<CalledTool> toolCalls,
            UsageTold usage,
            long durationMs) {}

    private record TurnFailed(
            @JsonUnwrapped TurnTold turn, String reason, boolean retryable, String model, UsageTold usage) {}

    private record TurnStopped(@JsonUnwrapped TurnTold turn, UUID messageId, String model, UsageTold usage) {}

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

    private CompletionEvents() {}

    static OutgoingEvent completed(Completing work) {
        return event(
                "turn.completed",
                work,
                new TurnCompleted(
                        TurnTold.of(work),
                        work.messageId(),
                        work.model(),
                        work.rounds().size(),
                        work.rounds().stream()
                                .flatMap(round -> round.calls().stream())
                                .map(CalledTool::of)
                                .toList(),
                        UsageTold.of(work.usage()),
                        work.took().toMillis()));
    }

    static OutgoingEvent failed(Completing work, Failure failure) {
        return event(
                "turn.failed",
                work,
                new TurnFailed(
                        TurnTold.of(work),
                        failure.name().toLowerCase(Locale.ROOT),
                        failure.isRetryable(),
                        work.model(),
                        UsageTold.of(work.usage())));
    }

    static OutgoingEvent stopped(Completing work) {
        return event(
                "turn.stopped",
                work,
                new TurnStopped(TurnTold.of(work), work.messageId(), work.model(), UsageTold.of(work.usage())));
    }

    private static OutgoingEvent event(String what, Completing work, Object data) {
        return new OutgoingEvent(
                TOPIC,
                "dev.spectrum.conversation." + what + ".v1",
                work.asked().who().tenantId(),
                work.asked().run().id().toString(),
                data);
    }
}
