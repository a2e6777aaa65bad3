package dev.spectrum.conversation.turn;

import dev.spectrum.conversation.agents.domain.Agent;
import dev.spectrum.conversation.turn.Outcome.Exchange;
import dev.spectrum.conversation.turn.domain.Conversation;
import dev.spectrum.conversation.turn.domain.Failure;
import dev.spectrum.conversation.turn.domain.Pending;
import dev.spectrum.platform.event.OutgoingEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** What is told of conversations. The conversation is the aggregate, so that its events stay in order. */
final class TurnEvents {

    private static final String TOPIC = "spectrum.conversation.events";

    private record ConversationStarted(UUID conversationId, String userId, UUID agentId, String agentRole) {}

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
        return told(work)
                .completed(
                        messageId,
                        exchange.rounds(),
                        exchange.modelCalls(),
                        Duration.between(work.startedAt(), Instant.now()));
    }

    static OutgoingEvent turnFailed(Work work, Failure failure, Exchange exchange) {
        return told(work).failed(failure, exchange.modelCalls());
    }

    static OutgoingEvent turnLost(UUID tenantId, Turns.Lost lost) {
        return told(tenantId, lost).failed(Failure.INTERRUPTED, lost.calls());
    }

    /** A process died, and its turn is taken again before anybody has ended it. */
    static OutgoingEvent turnSuperseded(UUID tenantId, Turns.Lost lost) {
        return told(tenantId, lost).superseded(lost.calls());
    }

    static OutgoingEvent turnStopped(Work work, UUID messageId, Exchange exchange) {
        return told(work).stopped(messageId, exchange.modelCalls());
    }

    static OutgoingEvent turnPaused(Work work, Pending pending, Exchange exchange) {
        return told(work).paused(pending.toApprove(), exchange.modelCalls());
    }

    static OutgoingEvent turnSuperseded(Work work, ModelCalls calls) {
        return told(work).superseded(calls);
    }

    private static ToldTurn told(Work work) {
        Agent agent = work.agent().agent();
        return new ToldTurn(
                work.tenantId(),
                work.turn().conversationId(),
                work.turn().id(),
                work.turn().userMessageId(),
                work.asked().who().subject(),
                agent.id(),
                agent.role(),
                agent.definitionVersion(),
                work.startedAt());
    }

    private static ToldTurn told(UUID tenantId, Turns.Lost lost) {
        return new ToldTurn(
                tenantId,
                lost.turn().conversationId(),
                lost.turn().id(),
                lost.turn().userMessageId(),
                lost.userId(),
                lost.agentId(),
                lost.agentRole(),
                lost.agentVersion(),
                lost.startedAt());
    }

    static OutgoingEvent event(String what, UUID tenantId, UUID conversationId, Object data) {
        return new OutgoingEvent(
                TOPIC, "dev.spectrum.conversation." + what + ".v1", tenantId, conversationId.toString(), data);
    }
}
