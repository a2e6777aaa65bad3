package dev.spectrum.conversation.turn;

import dev.spectrum.conversation.turn.domain.Failure;
import dev.spectrum.conversation.turn.domain.Refusal;
import dev.spectrum.conversation.turn.domain.Turn;
import java.util.UUID;

/** What becomes of a question. */
public sealed interface TurnEnd {

    /**
     * @param json the answer as clients get it
     * @param repeated whether it was given before
     */
    record Answered(String json, boolean repeated) implements TurnEnd {}

    record Failed(Turn turn, Failure failure) implements TurnEnd {}

    /** The same question is still being answered elsewhere. */
    record StillRunning(Turn turn) implements TurnEnd {}

    /** Another message is being answered in the conversation. */
    record Busy(UUID runId) implements TurnEnd {}

    record Refused(Refusal refusal) implements TurnEnd {}
}
