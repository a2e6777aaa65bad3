package dev.spectrum.conversation.turn.domain;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A conversation with the last messages of the branch that a new message continues.
 *
 * @param messages oldest first; empty where the new message begins
 */
public record Context(Conversation conversation, List<Message> messages) {

    /** A message of the user's that continues the branch. */
    public Message next(UUID messageId, String text) {
        Optional<Message> parent = messages.isEmpty() ? Optional.empty() : Optional.of(messages.getLast());
        return new Message(
                messageId,
                conversation.id(),
                parent.map(Message::id),
                parent.map(Message::position).orElse(0) + 1,
                Message.Speaker.USER,
                text,
                List.of(),
                0,
                Message.Ending.COMPLETE,
                List.of());
    }

    /** The context of the message after these two. */
    public Context after(Message question, Message answer, int size) {
        List<Message> all =
                Stream.concat(messages.stream(), Stream.of(question, answer)).toList();
        return new Context(
                conversation.withActiveMessage(answer.id()), all.subList(Math.max(0, all.size() - size), all.size()));
    }
}
