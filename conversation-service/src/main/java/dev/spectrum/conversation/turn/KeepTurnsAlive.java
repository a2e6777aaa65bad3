package dev.spectrum.conversation.turn;

import dev.spectrum.platform.context.OwnContext;
import dev.spectrum.platform.outbox.Outbox;
import dev.spectrum.platform.tenant.TenantTransaction;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Says that this process's turns are alive and what they have asked of models, stops those that somebody stopped elsewhere, and ends those whose process died.
 * A turn that ends before the first sign of life, as most do, costs nothing of it.
 */
@ApplicationScoped
class KeepTurnsAlive {

    private static final Logger LOG = Logger.getLogger(KeepTurnsAlive.class);
    private static final Duration LOOK_FOR_LOST = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final Pool pool;
    private final TenantTransaction transaction;
    private final OwnContext ownContext;
    private final Turns turns;
    private final Conversations conversations;
    private final LiveTurns live;
    private final Outbox outbox;
    private final TurnsConfig config;

    KeepTurnsAlive(
            Vertx vertx,
            Pool pool,
            TenantTransaction transaction,
            OwnContext ownContext,
            Turns turns,
            Conversations conversations,
            LiveTurns live,
            Outbox outbox,
            TurnsConfig config) {
        this.vertx = vertx;
        this.pool = pool;
        this.transaction = transaction;
        this.ownContext = ownContext;
        this.turns = turns;
        this.conversations = conversations;
        this.live = live;
        this.outbox = outbox;
        this.config = config;
    }

    void start(@Observes StartupEvent started) {
        every(config.lease().dividedBy(5), this::giveSignsOfLife);
        every(LOOK_FOR_LOST, this::endLost);
    }

    private void every(Duration pause, Supplier<Uni<Void>> work) {
        vertx.setPeriodic(
                pause.toMillis(),
                timer -> work.get()
                        .subscribe()
                        .with(
                                done -> {},
                                failure -> LOG.warnf("Turns are looked after later: %s", failure.getMessage())));
    }

    Uni<Void> giveSignsOfLife() {
        return Multi.createFrom()
                .iterable(live.all().entrySet())
                .onItem()
                .transformToUniAndConcatenate(tenant -> giveSignsOfLife(tenant.getKey(), tenant.getValue()))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> giveSignsOfLife(UUID tenantId, List<LiveTurn> mine) {
        List<Turns.SignOfLife> signs = mine.stream()
                .map(turn -> new Turns.SignOfLife(turn.turn(), turn.calls()))
                .toList();
        return ownContext
                .run(() -> transaction.run(tenantId, () -> turns.stillRunning(signs)))
                .invoke(alive -> {
                    for (int i = 0; i < signs.size(); i++) {
                        heard(mine.get(i), signs.get(i), alive);
                    }
                })
                .replaceWithVoid();
    }

    /** Of one that another attempt has overtaken, or whose user was erased, nobody wants an answer. */
    private static void heard(LiveTurn turn, Turns.SignOfLife sign, List<Turns.Alive> alive) {
        alive.stream()
                .filter(one -> one.id().equals(turn.turn().id()))
                .findFirst()
                .ifPresentOrElse(
                        one -> {
                            turn.kept(sign.calls().made().size());
                            if (one.isStopped()) {
                                turn.stop();
                            }
                        },
                        turn::stop);
    }

    Uni<Void> endLost() {
        return pool.query("select tenant_id, id from lost_turns()")
                .execute()
                .onItem()
                .transformToMulti(rows -> Multi.createFrom().iterable(rows))
                .onItem()
                .transformToUniAndConcatenate(this::endLost)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Boolean> endLost(Row row) {
        UUID tenantId = row.getUUID("tenant_id");
        return ownContext.run(() -> transaction.run(
                tenantId,
                () -> turns.endLost(row.getUUID("id"))
                        .chain(lost -> lost.map(turn -> conversations
                                        .release(
                                                turn.turn().conversationId(),
                                                turn.turn().id())
                                        .chain(() -> outbox.add(TurnEvents.turnLost(tenantId, turn)))
                                        .replaceWith(true))
                                .orElseGet(() -> Uni.createFrom().item(false)))));
    }
}
