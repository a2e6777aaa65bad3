package dev.spectrum.conversation.turn;

import dev.spectrum.platform.context.CallerContext;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Begins turns one after another: a message that comes while another is being answered is refused, waits, or stops the other,
 * as its conversation's settings say.
 */
@ApplicationScoped
class BeginTurns {

    private static final Duration BEFORE_ANOTHER_TRY = Duration.ofMillis(20);

    private final Contexts contexts;
    private final BeginTurn beginTurn;
    private final JoinTurn joinTurn;
    private final StopTurn stopTurn;
    private final WaitingLine line;
    private final WaitMessages waitMessages;
    private final TurnsConfig config;

    BeginTurns(
            Contexts contexts,
            BeginTurn beginTurn,
            JoinTurn joinTurn,
            StopTurn stopTurn,
            WaitingLine line,
            WaitMessages waitMessages,
            TurnsConfig config) {
        this.contexts = contexts;
        this.beginTurn = beginTurn;
        this.joinTurn = joinTurn;
        this.stopTurn = stopTurn;
        this.line = line;
        this.waitMessages = waitMessages;
        this.config = config;
    }

    Uni<Beginning> begin(Asked asked) {
        return asked.conversationId().filter(id -> !line.isEmpty(id)).isPresent()
                ? standInLine(asked)
                : beginNow(asked)
                        .chain(beginning -> beginning instanceof Beginning.Busy busy
                                ? giveWay(asked, busy)
                                : Uni.createFrom().item(beginning));
    }

    private Uni<Beginning> beginNow(Asked asked) {
        return asked.conversationId()
                .map(id -> CallerContext.returnTo(
                                () -> contexts.recall(asked.who().tenantId(), id))
                        .chain(remembered -> beginTurn.begin(asked, remembered)))
                .orElseGet(() -> beginTurn.begin(asked, Optional.empty()));
    }

    private Uni<Beginning> giveWay(Asked asked, Beginning.Busy busy) {
        return switch (busy.whenBusy()) {
            case REJECT -> Uni.createFrom().item(busy);
            case ENQUEUE -> standInLine(asked);
            case INTERRUPT ->
                waitMessages.keep(
                        asked,
                        kept -> stopTurn.stop(asked.who(), asked.token(), busy.runId())
                                .chain(() -> untilFree(kept, patience())),
                        () -> beginNow(asked));
        };
    }

    private Uni<Beginning> standInLine(Asked asked) {
        UUID conversation = asked.conversationId().orElseThrow();
        return waitMessages.keep(
                asked,
                kept -> line.stand(conversation, () -> untilFree(kept, patience())),
                // Nobody waits for what is not theirs.
                () -> beginNow(asked));
    }

    private Instant patience() {
        return Instant.now().plus(config.queuePatience());
    }

    private Uni<Beginning> untilFree(Asked asked, Instant patience) {
        return beginNow(asked)
                .chain(beginning ->
                        beginning instanceof Beginning.Busy(UUID runId, var policy) && patience.isAfter(Instant.now())
                                ? joinTurn.join(asked.who().tenantId(), runId)
                                        .chain(() -> pause())
                                        .chain(() -> untilFree(asked, patience))
                                : Uni.createFrom().item(beginning));
    }

    private static Uni<Void> pause() {
        return CallerContext.returnTo(
                () -> Uni.createFrom().voidItem().onItem().delayIt().by(BEFORE_ANOTHER_TRY));
    }
}
