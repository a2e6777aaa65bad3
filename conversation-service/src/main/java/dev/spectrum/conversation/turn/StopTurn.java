package dev.spectrum.conversation.turn;

import dev.spectrum.platform.tenant.Caller;
import dev.spectrum.platform.tenant.TenantTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/**
 * Stops a turn, wherever it is taken: whoever takes it keeps what there is of an answer. A turn that has ended stays as it
 * is.
 */
@ApplicationScoped
public class StopTurn {

    private final TenantTransaction transaction;
    private final Turns turns;
    private final Stops stops;
    private final JoinTurn joinTurn;

    StopTurn(TenantTransaction transaction, Turns turns, Stops stops, JoinTurn joinTurn) {
        this.transaction = transaction;
        this.turns = turns;
        this.stops = stops;
        this.joinTurn = joinTurn;
    }

    /** How the turn ended; empty if the user has no such turn. */
    public Uni<Optional<TurnEnd>> stop(Caller who, UUID runId) {
        return transaction
                .run(who.tenantId(), () -> request(who, runId))
                .invoke(found -> found.ifPresent(known -> stops.tell(runId)))
                .chain(found -> found.map(
                                known -> joinTurn.join(who.tenantId(), runId).map(Optional::of))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private Uni<Optional<Turns.Known>> request(Caller who, UUID runId) {
        return turns.find(runId)
                .map(found -> found.filter(known -> known.userId().equals(who.subject())))
                .call(found -> found.isPresent()
                        ? turns.requestStop(runId)
                        : Uni.createFrom().nullItem());
    }
}
