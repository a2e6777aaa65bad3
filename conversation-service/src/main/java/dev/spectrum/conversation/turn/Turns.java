package dev.spectrum.conversation.turn;

import dev.spectrum.conversation.agents.domain.TenantAgent;
import dev.spectrum.conversation.turn.domain.Failure;
import dev.spectrum.conversation.turn.domain.ToolRound;
import dev.spectrum.conversation.turn.domain.Turn;
import dev.spectrum.platform.model.Usage;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The turns of the tenant that the current transaction is for. */
public interface Turns {

    /**
     * Opens a turn. False if the user's key has a turn already, or if a newer version of the agent or the tenant is known
     * than the one given. Waits while another transaction opens a turn with the same key.
     */
    Uni<Boolean> open(Opening opening, TenantAgent agent);

    /**
     * A turn that is to begin.
     *
     * @param key unique among the user's turns
     * @param digest of the request
     * @param expiresAt when its process counts as dead
     */
    record Opening(Turn turn, String userId, String key, String digest, Instant expiresAt) {}

    Uni<Optional<Known>> withKey(String userId, String key);

    Uni<Optional<Known>> find(UUID id);

    /** Opens the next attempt; false if another one was opened meanwhile. */
    Uni<Boolean> reopen(Turn next, TenantAgent agent, Instant expiresAt);

    /** Ends the attempt with an answer; false if it is no longer the turn's last attempt. */
    Uni<Boolean> complete(Turn turn, String answer, Usage usage);

    /** Ends the attempt without one; false if it is no longer the turn's last attempt. */
    Uni<Boolean> fail(Turn turn, Failure failure, List<ToolRound> rounds, Usage usage);

    /**
     * A turn as it is kept.
     *
     * @param digest of the request that opened it
     * @param rounds what tools did in failed attempts
     * @param usage of all its attempts that ended
     */
    record Known(Turn turn, String digest, State state, List<ToolRound> rounds, Usage usage) {

        boolean wasAskedBy(Asked asked) {
            return digest.equals(asked.digest())
                    || asked.conversationId().equals(Optional.of(turn.conversationId()))
                            && digest.equals(asked.asStart().digest());
        }
    }

    /** How a turn stands. */
    sealed interface State {

        /** @param expiresAt when its process counts as dead */
        record Running(Instant expiresAt) implements State {}

        record Completed(String answer) implements State {}

        record Failed(Failure failure) implements State {}
    }
}
