package dev.spectrum.conversation.turn;

import dev.spectrum.conversation.agents.domain.TenantAgent;
import dev.spectrum.conversation.turn.domain.Failure;
import dev.spectrum.conversation.turn.domain.Pending;
import dev.spectrum.conversation.turn.domain.ToolRound;
import dev.spectrum.conversation.turn.domain.Turn;
import dev.spectrum.platform.model.Usage;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The turns of the tenant that the current transaction is for; how they are begun and ended is in {@link TurnWrites}. */
public interface Turns {

    Uni<Optional<Known>> withKey(String userId, String key);

    Uni<Optional<Known>> find(UUID id);

    /** Opens the next attempt; false if another one was opened meanwhile. */
    Uni<Boolean> reopen(Turn next, TenantAgent agent);

    /** Asks whoever takes the turn to stop; false if nobody takes it. */
    Uni<Boolean> requestStop(UUID id);

    /** Says that these are still being taken, and keeps what they have asked; gives those for which that is so. */
    Uni<List<Alive>> stillRunning(List<SignOfLife> signs);

    /** Ends a turn whose process has given no sign of life, and gives it; empty if it has ended or lives. */
    Uni<Optional<Lost>> endLost(UUID id);

    /** Gives an attempt that has not ended, for somebody to take it over: nobody else does until the transaction ends. */
    Uni<Optional<Lost>> lockLost(Turn turn);

    /** @param calls of the attempt, all there were until now */
    record SignOfLife(Turn turn, ModelCalls calls) {}

    /** @param isStopped whether somebody asked to stop it */
    record Alive(UUID id, boolean isStopped) {}

    /**
     * A turn whose process died, with what is told of it.
     *
     * @param calls of the attempt, as far as it had said
     */
    record Lost(
            Turn turn,
            String userId,
            UUID agentId,
            String agentRole,
            long agentVersion,
            Instant startedAt,
            ModelCalls calls) {}

    /**
     * A turn as it is kept.
     *
     * @param userId whose it is
     * @param digest of the request that opened it
     * @param rounds what tools did in failed attempts
     * @param usage of all its attempts that ended
     */
    record Known(Turn turn, String userId, String digest, State state, List<ToolRound> rounds, Usage usage) {

        /** Whether a process takes it now. */
        boolean isTaken() {
            return state instanceof State.Running(Instant expiresAt) && expiresAt.isAfter(Instant.now());
        }

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

        /** @param answer as clients get it: the model's, or what there was of it when the user stopped it */
        record Answered(String answer) implements State {}

        /** @param answer that asks, as clients get it */
        record Waiting(Pending pending, String answer) implements State {}

        record Failed(Failure failure) implements State {}
    }
}
