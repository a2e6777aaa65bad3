package dev.spectrum.conversation.turn;

import dev.spectrum.conversation.turn.domain.Failure;
import dev.spectrum.conversation.turn.domain.Message;
import dev.spectrum.conversation.turn.domain.ToolRequest;
import dev.spectrum.platform.model.MadeCall;
import dev.spectrum.platform.model.ToolDefinition;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The model that an agent thinks with. */
public interface LanguageModel {

    /** Never fails: a model that gives no answer is {@link Reply.Silent}. Answers on the Vert.x context of its caller. */
    Uni<Reply> ask(Question question, Listener listener);

    /**
     * Whether it takes pictures.
     *
     * @param model blank for the suite's default
     */
    boolean sees(String model);

    /** Who hears the model while it answers. */
    interface Listener {

        /** Whether the answer is wanted piece by piece. */
        boolean wantsPieces();

        void hear(String piece);

        /** A call is over, before the reply that it leads to. On any thread. */
        void made(MadeCall call);

        /** Completes, on any thread, when the answer isn't wanted any more. */
        Uni<Void> stopped();
    }

    /**
     * One question to the model.
     *
     * @param model blank for the suite's default
     * @param messages oldest first; the last one is the user's, or the assistant's own tool rounds so far
     * @param tools what it may ask for; none forbids it
     * @param attached what is in the files that came with the messages
     * @param patience how long to wait for it
     */
    record Question(
            UUID tenantId,
            long dailyLimitMicroUsd,
            String model,
            double temperature,
            String systemPrompt,
            List<Message> messages,
            List<ToolDefinition> tools,
            Attached attached,
            Duration patience) {}

    sealed interface Reply {

        /**
         * @param requests tools that it wants to be called before it goes on; none when it is done
         * @param isCutShort whether it had more to say than it may
         */
        record Said(String text, List<ToolRequest> requests, boolean isCutShort) implements Reply {

            public Said(String text, List<ToolRequest> requests) {
                this(text, requests, false);
            }
        }

        record Silent(Failure failure) implements Reply {}

        /**
         * The model did not come to its end.
         *
         * @param text what it had said until then, if it was heard piece by piece
         * @param failure what went wrong; empty if the answer was not wanted any more
         */
        record CutOff(String text, Optional<Failure> failure) implements Reply {}
    }
}
