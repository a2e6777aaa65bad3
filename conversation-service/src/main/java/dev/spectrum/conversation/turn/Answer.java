package dev.spectrum.conversation.turn;

import dev.spectrum.conversation.agents.domain.Agent;
import dev.spectrum.conversation.turn.domain.ToolCall;
import dev.spectrum.platform.model.Usage;
import java.util.List;
import java.util.UUID;

/**
 * What a turn gives to the user.
 *
 * @param messageId the assistant's message
 * @param isStopped whether the user wanted no more of it
 * @param usage of all the turn's model calls, in every attempt
 */
public record Answer(
        UUID conversationId,
        UUID runId,
        UUID messageId,
        String message,
        List<ToolCall> toolCalls,
        Usage usage,
        Agent agent,
        boolean isStopped) {}
