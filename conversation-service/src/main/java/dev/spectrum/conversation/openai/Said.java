package dev.spectrum.conversation.openai;

import dev.spectrum.platform.model.FinishReason;
import dev.spectrum.platform.model.ToolRequest;
import dev.spectrum.platform.model.Usage;
import java.util.List;

/** What an agent says to a client of OpenAI's API. */
public sealed interface Said {

    /** The next piece of the text; only where it is streamed. */
    record Piece(String text) implements Said {}

    /**
     * All of it, once and last.
     *
     * @param calls of the client's own tools, which it has to make before the agent goes on
     * @param usage of all the model calls that it took
     */
    record All(String text, List<ToolRequest> calls, FinishReason reason, Usage usage) implements Said {}
}
