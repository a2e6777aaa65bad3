package dev.spectrum.conversation.turn;

import dev.spectrum.conversation.turn.Turns.State;
import dev.spectrum.conversation.turn.domain.Failure;
import dev.spectrum.conversation.turn.domain.Pending;
import dev.spectrum.conversation.turn.domain.Refusal;
import dev.spectrum.platform.context.CallerContext;
import dev.spectrum.platform.tenant.TenantTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Waits for a turn that is being taken by another request, perhaps in another process. */
@ApplicationScoped
class JoinTurn {

    private static final Duration PAUSE = Duration.ofMillis(200);

    private final TenantTransaction transaction;
    private final Turns turns;
    private final LiveTurns live;
    private final TurnsConfig config;

    JoinTurn(TenantTransaction transaction, Turns turns, LiveTurns live, TurnsConfig config) {
        this.transaction = transaction;
        this.turns = turns;
        this.live = live;
        this.config = config;
    }

    Uni<TurnEnd> join(UUID tenantId, UUID runId) {
        return CallerContext.returnTo(() -> live.ended(runId)
                        .map(end -> end.ifNoItem().after(config.deadline()).recoverWithItem((Void) null))
                        .orElseGet(() -> Uni.createFrom().voidItem()))
                .chain(() -> look(tenantId, runId, Instant.now().plus(config.deadline())));
    }

    private Uni<TurnEnd> look(UUID tenantId, UUID runId, Instant patience) {
        return transaction
                .run(tenantId, () -> turns.find(runId))
                .chain(found -> found.map(known -> look(tenantId, known, patience))
                        // Its user was erased meanwhile.
                        .orElseGet(() -> end(new TurnEnd.Refused(Refusal.UNKNOWN_CONVERSATION))));
    }

    private Uni<TurnEnd> look(UUID tenantId, Turns.Known known, Instant patience) {
        return switch (known.state()) {
            case State.Answered(String answer) -> end(new TurnEnd.Answered(answer, true));
            case State.Waiting(Pending pending, String answer) -> end(new TurnEnd.Answered(answer, true));
            case State.Failed(Failure failure) -> end(new TurnEnd.Failed(known.turn(), failure));
            // One whose process died is ended by whoever finds it first.
            case State.Running running when isPast(patience) -> end(new TurnEnd.StillRunning(known.turn()));
            case State.Running running ->
                pause().chain(() -> look(tenantId, known.turn().id(), patience));
        };
    }

    private static Uni<Void> pause() {
        return CallerContext.returnTo(
                () -> Uni.createFrom().voidItem().onItem().delayIt().by(PAUSE));
    }

    private static boolean isPast(Instant time) {
        return time.isBefore(Instant.now());
    }

    private static Uni<TurnEnd> end(TurnEnd end) {
        return Uni.createFrom().item(end);
    }
}
