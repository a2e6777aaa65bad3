package dev.spectrum.conversation.turn;

import dev.spectrum.conversation.turn.domain.ToolCall;
import java.util.Map;
import java.util.UUID;

/** Tells somebody what happens in an attempt while it happens. */
interface Narrator {

    Narrator SILENT = new Silent();

    /** Whether the model's words are wanted one by one. */
    boolean wantsPieces();

    void begin(Work work);

    void say(UUID messageId, String piece);

    /** @param messageId what the model said beside the call */
    void call(UUID messageId, String callId, String tool, Map<String, Object> arguments);

    void result(ToolCall call);

    /** @param exchange of this attempt */
    void end(TurnEnd end, Outcome.Exchange exchange);

    /** Nobody listens. */
    record Silent() implements Narrator {

        @Override
        public boolean wantsPieces() {
            return false;
        }

        @Override
        public void begin(Work work) {}

        @Override
        public void say(UUID messageId, String piece) {}

        @Override
        public void call(UUID messageId, String callId, String tool, Map<String, Object> arguments) {}

        @Override
        public void result(ToolCall call) {}

        @Override
        public void end(TurnEnd end, Outcome.Exchange exchange) {}
    }
}
