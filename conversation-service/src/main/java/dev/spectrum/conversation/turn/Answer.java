package dev.spectrum.conversation.turn;

import dev.spectrum.conversation.agents.domain.Agent;
import dev.spectrum.conversation.turn.domain.ToolCall;
import dev.spectrum.conversation.turn.domain.ToolRequest;
import dev.spectrum.platform.model.Usage;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a turn gives to the user.
 *
 * @param messageId the assistant's message; empty while it waits for a person
 * @param ending whether the agent said all it wanted to say
 * @param usage of all the turn's model calls, in every attempt
 */
public record Answer(
        UUID conversationId,
        UUID runId,
        Optional<UUID> messageId,
        String message,
        List<ToolCall> toolCalls,
        Usage usage,
        Agent agent,
        Ending ending) {

    /** How an answer comes to its end. */
    public sealed interface Ending {

        record Complete() implements Ending {}

        /** The agent may say no more than it did. */
        record BrokenOff() implements Ending {}

        /** The user wanted no more of it. */
        record Stopped() implements Ending {}

        /** @param requests the calls that a person has to approve */
        record Asks(List<ToolRequest> requests) implements Ending {}
    }
}
