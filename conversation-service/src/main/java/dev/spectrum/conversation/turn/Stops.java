package dev.spectrum.conversation.turn;

import java.util.UUID;

/** Tells every replica that an answer is not wanted any more. A hint: what the database says counts, and is looked at too. */
public interface Stops {

    void tell(UUID runId);
}
