package dev.spectrum.conversation.history.domain;

import java.util.List;

/**
 * A conversation that a search found.
 *
 * @param snippet of the last message with the words; empty where only the title has them
 */
public record FoundConversation(PastConversation conversation, List<Passage> snippet) {

    /**
     * A part of a snippet, as it was said.
     *
     * @param match whether it is one of the words that were searched for
     */
    public record Passage(String text, boolean match) {}
}
