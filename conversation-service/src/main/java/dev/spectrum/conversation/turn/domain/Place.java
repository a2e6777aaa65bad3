package dev.spectrum.conversation.turn.domain;

import java.util.UUID;

/** Where in a conversation a new message goes. */
public sealed interface Place {

    /** After the active leaf: the conversation goes on. */
    record AtLeaf() implements Place {}

    /** At the root: a new beginning. */
    record AtRoot() implements Place {}

    /** After this message, which may open a new branch. */
    record After(UUID messageId) implements Place {}
}
