package dev.spectrum.conversation.turn;

import dev.spectrum.conversation.agents.domain.TenantAgent;
import dev.spectrum.conversation.turn.domain.Conversation;
import dev.spectrum.conversation.turn.domain.Failure;
import dev.spectrum.conversation.turn.domain.Message;
import dev.spectrum.conversation.turn.domain.Pending;
import dev.spectrum.conversation.turn.domain.ToolRound;
import dev.spectrum.conversation.turn.domain.Turn;
import dev.spectrum.platform.event.OutgoingEvent;
import dev.spectrum.platform.model.Usage;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The two writes of a turn, each in one statement that is a transaction of its own. */
public interface TurnWrites {

    /** Keeps the user's message and opens its turn; or writes nothing, where what it goes on from is not so (any more). */
    Uni<Begun> begin(Beginning beginning);

    /** What becomes of a beginning. */
    enum Begun {
        BEGUN,
        /** The user's key has a turn already. Waits while another transaction opens a turn with the same key. */
        REPEATED,
        /** A newer version of the agent or its tenant is known than the one given. */
        OUTDATED,
        /** The conversation has gone on. */
        MOVED
    }

    /**
     * A turn that is to begin.
     *
     * @param key unique among the user's turns
     * @param digest of the request
     * @param before the conversation as it stood before
     * @param start what there is to say of it if it is new
     */
    record Beginning(
            TenantAgent agent,
            Turn turn,
            String key,
            String digest,
            Conversation before,
            Message question,
            Optional<Start> start) {}

    /** The start of a conversation. */
    record Start(String title, OutgoingEvent event) {}

    /** Ends an attempt, keeps what the assistant said, and tells of it. */
    Uni<Ended> end(End end);

    /** What becomes of an end. */
    enum Ended {
        /** What the assistant said is the conversation's active message. */
        ACTIVE,
        /** It said nothing, or the user went on without it. */
        ENDED,
        /** The attempt is no longer the turn's last one: nothing is written. */
        SUPERSEDED
    }

    /** How a turn stands after the attempt. */
    enum State {
        COMPLETED,
        STOPPED,
        WAITING,
        FAILED
    }

    /**
     * The end of an attempt.
     *
     * @param failure where it failed
     * @param pending where it waits for a person
     * @param rounds what tools did, where the next attempt goes on from it
     * @param answer as clients get it, where there is one
     * @param usage of all attempts
     * @param said what follows the user's message, if anything
     */
    record End(
            UUID tenantId,
            Turn turn,
            State state,
            Optional<Failure> failure,
            Optional<Pending> pending,
            Optional<List<ToolRound>> rounds,
            Optional<String> answer,
            Usage usage,
            Optional<Message> said,
            OutgoingEvent event) {}
}
