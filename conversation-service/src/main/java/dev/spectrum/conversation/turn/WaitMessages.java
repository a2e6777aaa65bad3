package dev.spectrum.conversation.turn;

import dev.spectrum.conversation.turn.Outcome.Exchange;
import dev.spectrum.conversation.turn.domain.Failure;
import dev.spectrum.platform.context.OwnContext;
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
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Keeps messages while they wait for their conversation. Of one whose process died nobody has the user's token, which the agent's
 * tools need: its turn begins and ends at once as interrupted, so that it stands in its conversation and can be taken again.
 */
@ApplicationScoped
class WaitMessages {

    private static final Logger LOG = Logger.getLogger(WaitMessages.class);
    private static final Duration LOOK_FOR_LOST = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final Pool pool;
    private final TenantTransaction transaction;
    private final OwnContext ownContext;
    private final WaitingMessages messages;
    private final BeginTurn beginTurn;
    private final EndTurn endTurn;
    private final TurnsConfig config;
    /** What waits here: tenants by message. */
    private final Map<UUID, UUID> here = new ConcurrentHashMap<>();

    WaitMessages(
            Vertx vertx,
            Pool pool,
            TenantTransaction transaction,
            OwnContext ownContext,
            WaitingMessages messages,
            BeginTurn beginTurn,
            EndTurn endTurn,
            TurnsConfig config) {
        this.vertx = vertx;
        this.pool = pool;
        this.transaction = transaction;
        this.ownContext = ownContext;
        this.messages = messages;
        this.beginTurn = beginTurn;
        this.endTurn = endTurn;
        this.config = config;
    }

    void start(@Observes StartupEvent started) {
        every(config.lease().dividedBy(5), this::giveSignsOfLife);
        every(LOOK_FOR_LOST, this::takeOnLost);
    }

    private void every(Duration pause, Supplier<Uni<Void>> work) {
        vertx.setPeriodic(
                pause.toMillis(),
                timer -> work.get()
                        .subscribe()
                        .with(
                                done -> {},
                                failure -> LOG.warnf(
                                        "Messages that wait are looked after later: %s", failure.getMessage())));
    }

    /**
     * Keeps the message for as long as it waits.
     *
     * @param otherwise where its conversation is not there for its user
     */
    Uni<Beginning> keep(Asked asked, Function<Asked, Uni<Beginning>> waiting, Supplier<Uni<Beginning>> otherwise) {
        UUID id = Work.newId();
        UUID tenantId = asked.who().tenantId();
        Asked kept = asked.key().isPresent() ? asked : asked.withMessageId(id);
        return transaction
                .run(tenantId, () -> messages.keep(id, kept))
                .chain(isKept -> isKept ? waiting(tenantId, id, () -> waiting.apply(kept)) : otherwise.get());
    }

    /** Where the row can't be removed, whoever finds it sees by its key that the turn has begun. */
    private Uni<Beginning> waiting(UUID tenantId, UUID id, Supplier<Uni<Beginning>> wait) {
        here.put(id, tenantId);
        return wait.get()
                .call(begun -> transaction
                        .run(tenantId, () -> messages.remove(id))
                        .onFailure()
                        .invoke(failure -> LOG.warnf("Message %s does not wait any more: %s", id, failure.getMessage()))
                        .onFailure()
                        .recoverWithNull())
                .onTermination()
                .invoke(() -> here.remove(id));
    }

    private Uni<Void> giveSignsOfLife() {
        Map<UUID, List<UUID>> byTenant = here.entrySet().stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getValue, Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
        return each(
                Multi.createFrom().iterable(byTenant.entrySet()),
                tenant -> ownContext.run(
                        () -> transaction.run(tenant.getKey(), () -> messages.stillWaiting(tenant.getValue()))));
    }

    Uni<Void> takeOnLost() {
        return pool.query("select tenant_id, id from lost_messages()")
                .execute()
                .chain(rows -> each(Multi.createFrom().iterable(rows), this::takeOn));
    }

    private Uni<Void> takeOn(Row row) {
        UUID tenantId = row.getUUID("tenant_id");
        UUID id = row.getUUID("id");
        return ownContext.run(() -> transaction
                .run(tenantId, () -> messages.takeLost(id))
                .chain(lost -> lost.map(asked -> takeOn(id, asked))
                        .orElseGet(() -> Uni.createFrom().voidItem())));
    }

    private Uni<Void> takeOn(UUID id, Asked asked) {
        return beginTurn.begin(asked, Optional.empty()).chain(beginning -> switch (beginning) {
            case Beginning.Begun(Work work) -> interrupt(work).chain(() -> remove(asked, id));
            // It is looked at again when its lease is over.
            case Beginning.Busy busy -> Uni.createFrom().voidItem();
            case Beginning.Joined joined -> remove(asked, id);
            case Beginning.Done done -> remove(asked, id);
            case Beginning.Refused refused -> {
                LOG.warnf("Message %s, which had waited, can't be kept: %s", id, refused.refusal());
                yield remove(asked, id);
            }
        });
    }

    private Uni<Void> interrupt(Work work) {
        return endTurn.end(
                        work,
                        new LiveTurn(work.tenantId(), work.turn(), Narrator.SILENT),
                        new Outcome.Failed(Failure.INTERRUPTED, new Exchange(work.roundsBefore(), ModelCalls.NONE)))
                .replaceWithVoid();
    }

    private Uni<Void> remove(Asked asked, UUID id) {
        return transaction.run(asked.who().tenantId(), () -> messages.remove(id));
    }

    private static <T> Uni<Void> each(Multi<T> all, Function<T, Uni<Void>> work) {
        return all.onItem()
                .transformToUniAndConcatenate(work::apply)
                .collect()
                .last()
                .replaceWithVoid();
    }
}
