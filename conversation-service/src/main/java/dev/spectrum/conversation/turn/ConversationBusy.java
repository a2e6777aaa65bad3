package dev.spectrum.conversation.turn;

import dev.spectrum.conversation.turn.domain.Settings.WhenBusy;
import java.util.UUID;

/** Another turn is taken in the conversation: rolls back what this one has written. */
final class ConversationBusy extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Beginning.Busy found;

    ConversationBusy(UUID runId, WhenBusy whenBusy) {
        super("another turn is taken", null, false, false);
        this.found = new Beginning.Busy(runId, whenBusy);
    }

    Beginning.Busy found() {
        return found;
    }
}
