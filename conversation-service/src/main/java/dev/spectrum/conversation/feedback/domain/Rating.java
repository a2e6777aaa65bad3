package dev.spectrum.conversation.feedback.domain;

/** What a user thinks of an answer. */
public enum Rating {
    UP,
    DOWN
}
