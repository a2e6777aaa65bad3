package dev.spectrum.conversation.turn.domain;

import dev.spectrum.conversation.attachments.domain.Attachment;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One entry in a conversation.
 *
 * @param parentId the message that it follows; empty at the root
 * @param position how many messages lead to it, itself included
 * @param toolRounds what the assistant did with tools before it said the content
 * @param tokensUsed by all model calls that it took
 * @param ending how it came to its end; a user's message is always complete
 * @param attachments the files that came with it; an assistant's message has none
 */
public record Message(
        UUID id,
        UUID conversationId,
        Optional<UUID> parentId,
        int position,
        Speaker speaker,
        String content,
        List<ToolRound> toolRounds,
        long tokensUsed,
        Ending ending,
        List<Attachment> attachments) {

    public enum Speaker {
        USER,
        ASSISTANT
    }

    public enum Ending {
        COMPLETE,
        /** The user wanted no more of it. */
        STOPPED,
        /** The model stopped in its middle. */
        BROKEN_OFF
    }

    public Message with(List<Attachment> files) {
        return new Message(
                id, conversationId, parentId, position, speaker, content, toolRounds, tokensUsed, ending, files);
    }

    public Message saying(String text) {
        return new Message(
                id, conversationId, parentId, position, speaker, text, toolRounds, tokensUsed, ending, attachments);
    }

    /** What the assistant answers to this message. */
    public Message answer(UUID answerId, String text, List<ToolRound> rounds, long tokens, Ending ending) {
        return new Message(
                answerId,
                conversationId,
                Optional.of(id),
                position + 1,
                Speaker.ASSISTANT,
                text,
                rounds,
                tokens,
                ending,
                List.of());
    }
}
