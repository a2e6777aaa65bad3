package dev.spectrum.conversation.turn;

import dev.spectrum.conversation.turn.domain.Pending;
import dev.spectrum.platform.tenant.Caller;
import dev.spectrum.platform.tenant.TenantTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/**
 * Stops a turn, wherever it is taken: whoever takes it keeps what there is of an answer. A turn that has ended stays as it
 * is; one that waits for a person waits no longer, and what it asked for is not done.
 */
@ApplicationScoped
public class StopTurn {

    private final TenantTransaction transaction;
    private final Turns turns;
    private final Stops stops;
    private final JoinTurn joinTurn;
    private final ResumeTurn resumeTurn;
    private final EndTurn endTurn;

    StopTurn(
            TenantTransaction transaction,
            Turns turns,
            Stops stops,
            JoinTurn joinTurn,
            ResumeTurn resumeTurn,
            EndTurn endTurn) {
        this.transaction = transaction;
        this.turns = turns;
        this.stops = stops;
        this.joinTurn = joinTurn;
        this.resumeTurn = resumeTurn;
        this.endTurn = endTurn;
    }

    /** How the turn ended; empty if the user has no such turn. */
    public Uni<Optional<TurnEnd>> stop(Caller who, AccessToken token, UUID runId) {
        return transaction
                .run(who.tenantId(), () -> request(who, runId))
                .invoke(found -> found.ifPresent(known -> stops.tell(runId)))
                .chain(found -> found.map(known -> end(who, token, known).map(Optional::of))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    /** Nobody takes one that waits for a person, so it is ended here. */
    private Uni<TurnEnd> end(Caller who, AccessToken token, Turns.Known known) {
        Uni<TurnEnd> joined = joinTurn.join(who.tenantId(), known.turn().id());
        return known.state() instanceof Turns.State.Waiting(Pending pending, String answer)
                ? resumeTurn
                        .withdraw(who, token, known)
                        .chain(taken -> taken.map(work -> end(work, pending))
                                .orElse(Uni.createFrom().item(Optional.empty())))
                        .chain(ended ->
                                ended.map(end -> Uni.createFrom().item(end)).orElse(joined))
                : joined;
    }

    private Uni<Optional<TurnEnd>> end(Work work, Pending pending) {
        return endTurn.end(
                work,
                new LiveTurn(work.tenantId(), work.turn(), Narrator.SILENT),
                new Outcome.Stopped(
                        Work.newId(), pending.text(), new Outcome.Exchange(work.roundsBefore(), ModelCalls.NONE)));
    }

    private Uni<Optional<Turns.Known>> request(Caller who, UUID runId) {
        return turns.find(runId)
                .map(found -> found.filter(known -> known.userId().equals(who.subject())))
                .call(found -> found.isPresent()
                        ? turns.requestStop(runId)
                        : Uni.createFrom().nullItem());
    }
}
