package dev.spectrum.conversation.turn;

import dev.spectrum.conversation.turn.domain.Failure;
import dev.spectrum.conversation.turn.domain.ToolCall;
import dev.spectrum.conversation.turn.domain.ToolRound;
import dev.spectrum.platform.model.Usage;
import java.util.List;

/** What an attempt to answer came to. */
sealed interface Outcome {

    Exchange exchange();

    record Answered(String text, Exchange exchange) implements Outcome {}

    record Failed(Failure failure, Exchange exchange) implements Outcome {}

    /**
     * What was said between the model and the tools.
     *
     * @param rounds of all attempts
     * @param usage of this attempt
     * @param model that was asked last; empty if none was
     */
    record Exchange(List<ToolRound> rounds, Usage usage, String model) {

        List<ToolCall> calls() {
            return rounds.stream().flatMap(round -> round.calls().stream()).toList();
        }
    }
}
