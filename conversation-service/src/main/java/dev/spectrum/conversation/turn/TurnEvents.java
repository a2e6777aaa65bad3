package dev.spectrum.conversation.turn;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.spectrum.conversation.agents.domain.Agent;
import dev.spectrum.conversation.turn.Outcome.Exchange;
import dev.spectrum.conversation.turn.domain.Conversation;
import dev.spectrum.conversation.turn.domain.Failure;
import dev.spectrum.conversation.turn.domain.Pending;
import dev.spectrum.conversation.turn.domain.ToolCall;
import dev.spectrum.conversation.turn.domain.ToolRequest;
import dev.spectrum.platform.event.OutgoingEvent;
import dev.spectrum.platform.model.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** What is told of conversations. The conversation is the aggregate, so that its events stay in order. */
final class TurnEvents {

    private static final String TOPIC = "spectrum.conversation.events";

    private record ConversationStarted(UUID conversationId, String userId, UUID agentId, String agentRole) {}

    /** What every event of a turn says. */
    private record TurnTold(
            UUID conversationId,
            UUID runId,
            UUID userMessageId,
            String userId,
            UUID agentId,
            String agentRole,
            long agentVersion) {

        static TurnTold of(Turns.Lost lost) {
            return new TurnTold(
                    lost.turn().conversationId(),
                    lost.turn().id(),
                    lost.turn().userMessageId(),
                    lost.userId(),
                    lost.agentId(),
                    lost.agentRole(),
                    lost.agentVersion());
        }

        static TurnTold of(Work work) {
            Agent agent = work.agent().agent();
            return new TurnTold(
                    work.turn().conversationId(),
                    work.turn().id(),
                    work.turn().userMessageId(),
                    work.asked().who().subject(),
                    agent.id(),
                    agent.role(),
                    agent.definitionVersion());
        }
    }

    /** @param usage of this attempt alone: who adds up all events counts every model call once */
    private record TurnCompleted(
            @JsonUnwrapped TurnTold turn,
            UUID messageId,
            String model,
            int rounds,
            List<CalledTool> toolCalls,
            UsageTold usage,
            long durationMs) {}

    /** @param usage of this attempt alone */
    private record TurnFailed(
            @JsonUnwrapped TurnTold turn, String reason, boolean retryable, String model, UsageTold usage) {}

    /** @param usage of this attempt alone */
    private record TurnStopped(@JsonUnwrapped TurnTold turn, UUID messageId, String model, UsageTold usage) {}

    /**
     * @param toolsToApprove by name; their arguments are the conversation's alone
     * @param usage of this attempt alone
     */
    private record TurnPaused(
            @JsonUnwrapped TurnTold turn, List<String> toolsToApprove, String model, UsageTold usage) {}

    /** @param usage of this attempt alone */
    private record TurnSuperseded(@JsonUnwrapped TurnTold turn, String model, UsageTold usage) {}

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

    private TurnEvents() {}

    static OutgoingEvent conversationStarted(Conversation conversation) {
        return event(
                "conversation.started",
                conversation.tenantId(),
                conversation.id(),
                new ConversationStarted(
                        conversation.id(), conversation.userId(), conversation.agentId(), conversation.agentRole()));
    }

    static OutgoingEvent turnCompleted(Work work, UUID messageId, Exchange exchange) {
        return event(
                "turn.completed",
                work.tenantId(),
                work.turn().conversationId(),
                new TurnCompleted(
                        TurnTold.of(work),
                        messageId,
                        exchange.model(),
                        exchange.rounds().size(),
                        exchange.calls().stream().map(CalledTool::of).toList(),
                        UsageTold.of(exchange.usage()),
                        Duration.between(work.startedAt(), Instant.now()).toMillis()));
    }

    static OutgoingEvent turnFailed(Work work, Failure failure, Exchange exchange) {
        return event(
                "turn.failed",
                work.tenantId(),
                work.turn().conversationId(),
                new TurnFailed(
                        TurnTold.of(work),
                        failure.name().toLowerCase(Locale.ROOT),
                        failure.isRetryable(),
                        exchange.model(),
                        UsageTold.of(exchange.usage())));
    }

    /** What its process used of the model before it died is not known. */
    static OutgoingEvent turnLost(UUID tenantId, Turns.Lost lost) {
        return event(
                "turn.failed",
                tenantId,
                lost.turn().conversationId(),
                new TurnFailed(
                        TurnTold.of(lost),
                        Failure.INTERRUPTED.name().toLowerCase(Locale.ROOT),
                        Failure.INTERRUPTED.isRetryable(),
                        "",
                        UsageTold.of(Usage.NONE)));
    }

    static OutgoingEvent turnStopped(Work work, UUID messageId, Exchange exchange) {
        return event(
                "turn.stopped",
                work.tenantId(),
                work.turn().conversationId(),
                new TurnStopped(TurnTold.of(work), messageId, exchange.model(), UsageTold.of(exchange.usage())));
    }

    static OutgoingEvent turnPaused(Work work, Pending pending, Exchange exchange) {
        return event(
                "turn.paused",
                work.tenantId(),
                work.turn().conversationId(),
                new TurnPaused(
                        TurnTold.of(work),
                        pending.toApprove().stream().map(ToolRequest::name).toList(),
                        exchange.model(),
                        UsageTold.of(exchange.usage())));
    }

    static OutgoingEvent turnSuperseded(Work work, Exchange exchange) {
        return event(
                "turn.superseded",
                work.tenantId(),
                work.turn().conversationId(),
                new TurnSuperseded(TurnTold.of(work), exchange.model(), UsageTold.of(exchange.usage())));
    }

    private static OutgoingEvent event(String what, UUID tenantId, UUID conversationId, Object data) {
        return new OutgoingEvent(
                TOPIC, "dev.spectrum.conversation." + what + ".v1", tenantId, conversationId.toString(), data);
    }
}
