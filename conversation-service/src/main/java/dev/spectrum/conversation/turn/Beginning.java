package dev.spectrum.conversation.turn;

import dev.spectrum.conversation.turn.domain.Refusal;
import dev.spectrum.conversation.turn.domain.Settings.WhenBusy;
import dev.spectrum.conversation.turn.domain.Turn;
import java.util.UUID;

/** What the first transaction of a turn found. */
sealed interface Beginning {

    record Begun(Work work) implements Beginning {}

    /** The same question is being answered already. */
    record Joined(Turn turn) implements Beginning {}

    /** The same question was answered before. */
    record Done(Turn turn, String answer) implements Beginning {}

    /** Another message is being answered in the conversation. */
    record Busy(UUID runId, WhenBusy whenBusy) implements Beginning {}

    record Refused(Refusal refusal) implements Beginning {}
}
