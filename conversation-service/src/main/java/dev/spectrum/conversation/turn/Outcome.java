package dev.spectrum.conversation.turn;

import dev.spectrum.conversation.turn.domain.Failure;
import dev.spectrum.conversation.turn.domain.Pending;
import dev.spectrum.conversation.turn.domain.ToolCall;
import dev.spectrum.conversation.turn.domain.ToolRound;
import dev.spectrum.platform.model.Usage;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** What an attempt to answer came to. */
sealed interface Outcome {

    Exchange exchange();

    /** @param isCutShort whether the model stopped in its middle because it may say no more */
    record Answered(UUID messageId, String text, Exchange exchange, boolean isCutShort) implements Outcome {}

    /** A person has to approve what the model wants to do. */
    record Waiting(Pending pending, Exchange exchange) implements Outcome {}

    /** The user wanted no more of it. */
    record Stopped(UUID messageId, String text, Exchange exchange) implements Outcome {}

    /** The model stopped in the middle of its text. */
    record BrokenOff(UUID messageId, String text, Failure failure, Exchange exchange) implements Outcome {}

    record Failed(Failure failure, Exchange exchange) implements Outcome {}

    /**
     * What was said between the model and the tools.
     *
     * @param rounds of all attempts
     * @param modelCalls of this attempt
     */
    record Exchange(List<ToolRound> rounds, ModelCalls modelCalls) {

        Exchange with(ToolRound round) {
            return new Exchange(Stream.concat(rounds.stream(), Stream.of(round)).toList(), modelCalls);
        }

        Exchange with(ModelCalls now) {
            return new Exchange(rounds, now);
        }

        Usage usage() {
            return modelCalls.usage();
        }

        List<ToolCall> calls() {
            return rounds.stream().flatMap(round -> round.calls().stream()).toList();
        }
    }
}
