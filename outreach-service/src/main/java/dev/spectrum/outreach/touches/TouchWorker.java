package dev.spectrum.outreach.touches;

import dev.spectrum.outreach.touches.domain.Touch;
import dev.spectrum.platform.context.OwnContext;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Looks for campaigns to plan and touches that are due, and sees to them. As many replicas as there are do the same; the
 * database sees to it that no two have the same touch.
 */
@ApplicationScoped
class TouchWorker {

    private static final Logger LOG = Logger.getLogger(TouchWorker.class);
    private static final int CAMPAIGNS = 20;

    private static final int TENANTS = 50;
    private static final int UNKNOWN = 20;
    private static final Duration RECONCILE = Duration.ofSeconds(5);

    private final DueWork dueWork;
    private final PlanTouches planTouches;
    private final ClaimTouches claimTouches;
    private final MessageDelivery delivery;
    private final SettleTouches settleTouches;
    private final ReconcileUnknown reconcileUnknown;
    private final SendingConfig config;
    private final Vertx vertx;
    private final OwnContext ownContext;
    private final AtomicBoolean planning = new AtomicBoolean();
    private final AtomicBoolean reconciling = new AtomicBoolean();
    private final Places places;
    private final OutcomeBatches outcomes;
    private final GatewayPatience patience = new GatewayPatience();
    private volatile boolean stopped;

    TouchWorker(
            DueWork dueWork,
            PlanTouches planTouches,
            ClaimTouches claimTouches,
            MessageDelivery delivery,
            SettleTouches settleTouches,
            ReconcileUnknown reconcileUnknown,
            SendingConfig config,
            Vertx vertx,
            OwnContext ownContext) {
        this.dueWork = dueWork;
        this.planTouches = planTouches;
        this.claimTouches = claimTouches;
        this.delivery = delivery;
        this.settleTouches = settleTouches;
        this.reconcileUnknown = reconcileUnknown;
        this.config = config;
        this.vertx = vertx;
        this.ownContext = ownContext;
        this.places = new Places(config.concurrency());
        this.outcomes =
                new OutcomeBatches(this::settle, this::free, begin -> vertx.runOnContext(ignored -> begin.run()));
    }

    void start(@Observes StartupEvent started) {
        if (config.enabled()) {
            vertx.setPeriodic(config.poll().toMillis(), timer -> {
                planDue();
                sendDue();
            });
            vertx.setPeriodic(RECONCILE.toMillis(), timer -> {
                // A database that does not answer is not asked again by each tick.
                if (reconciling.compareAndSet(false, true)) {
                    reconcile().subscribe().with(done -> reconciling.set(false));
                }
            });
        }
    }

    /** What was claimed and not begun is left to its lease. */
    void stop(@Observes ShutdownEvent stopping) {
        stopped = true;
    }

    /** Goes on at once while there is more to plan; otherwise the next tick does. */
    private void planDue() {
        if (!stopped && planning.compareAndSet(false, true)) {
            planOnce()
                    .onFailure()
                    .invoke(failure -> LOG.warnf("Campaigns wait to be planned: %s", failure.getMessage()))
                    .onFailure()
                    .recoverWithItem(false)
                    .subscribe()
                    .with(more -> {
                        planning.set(false);
                        if (more) {
                            planDue();
                        }
                    });
        }
    }

    /** Plans a batch of each campaign that has any left. True if there was one. */
    Uni<Boolean> planOnce() {
        return dueWork.unplanned(CAMPAIGNS)
                .chain(found -> Multi.createFrom()
                        .iterable(found)
                        .onItem()
                        .transformToUniAndConcatenate(this::plan)
                        .collect()
                        .asList())
                .map(planned -> planned.contains(true));
    }

    private Uni<Boolean> plan(DueWork.UnplannedCampaign campaign) {
        return ownContext
                .run(() -> planTouches.planBatch(campaign.tenantId(), campaign.campaignId()))
                .onFailure()
                .invoke(failure -> LOG.errorf(failure, "Touches of campaign %s are not planned", campaign.campaignId()))
                .onFailure()
                .recoverWithItem(false);
    }

    /** Begins to send what is due, as far as there are places. Returns at once. */
    void sendDue() {
        sendDue(1);
    }

    private void sendDue(int fewest) {
        int free = stopped || patience.isAsked() ? 0 : patience.most(places.ask(fewest));
        if (free > 0) {
            dueWork.tenantsWithDueTouches(TENANTS)
                    .chain(tenants -> claimInTurn(tenants, free))
                    .onFailure()
                    .invoke(failure -> LOG.warnf("Due touches wait: %s", failure.getMessage()))
                    .onFailure()
                    .recoverWithItem(false)
                    .subscribe()
                    .with(more -> {
                        places.claimed(more);
                        if (more) {
                            sendDue(fewestWorthAClaim());
                        }
                    });
        }
    }

    /** A claim for each touch would cost as much as the touch. */
    private int fewestWorthAClaim() {
        return Math.max(1, config.concurrency() / 4);
    }

    /** True if more may be due. */
    private Uni<Boolean> claimInTurn(List<UUID> tenants, int free) {
        AtomicInteger left = new AtomicInteger(free);
        return Multi.createFrom()
                .iterable(tenants)
                .onItem()
                .transformToUniAndConcatenate(tenant -> left.get() == 0
                        ? Uni.createFrom().item(true)
                        : claim(tenant, left.get()).map(claimed -> {
                            left.addAndGet(-claimed.toSend().size());
                            return claimed.moreMayBeDue();
                        }))
                .collect()
                .asList()
                .map(more -> more.contains(true));
    }

    private Uni<ClaimTouches.Claimed> claim(UUID tenantId, int most) {
        UUID claim = UUID.randomUUID();
        return ownContext
                .run(() -> claimTouches.claim(tenantId, claim, most))
                .onFailure(ClaimTouches.CreditsTakenMeanwhile.class)
                .retry()
                .atMost(3)
                .onFailure()
                .invoke(failure -> LOG.errorf(failure, "Touches of tenant %s wait", tenantId))
                .onFailure()
                .recoverWithItem(ClaimTouches.Claimed.NOTHING)
                .invoke(claimed -> {
                    places.take(claimed.toSend().size());
                    claimed.toSend().forEach(touch -> send(touch, claim));
                });
    }

    private void send(Touch touch, UUID claim) {
        UUID tenantId = touch.plan().tenantId();
        delivery.deliver(
                        tenantId,
                        MessageDelivery.key(touch.id()),
                        touch.message().orElseThrow())
                .invoke(patience::learn)
                .subscribe()
                .with(outcome -> outcomes.add(tenantId, new SettleTouches.Attempted(touch.id(), claim, outcome)));
    }

    private Uni<Void> settle(UUID tenantId, List<SettleTouches.Attempted> attempted) {
        return ownContext
                .run(() -> settleTouches.settle(tenantId, attempted))
                .onFailure()
                .invoke(failure -> LOG.errorf(failure, "%d touches are left to their lease", attempted.size()))
                .onFailure()
                .recoverWithNull();
    }

    private void free(int done) {
        places.free(done);
        if (places.moreMayBeDue()) {
            sendDue(fewestWorthAClaim());
        }
    }

    /** Asks about some touches of which it is not known whether they were delivered. */
    Uni<Void> reconcile() {
        return dueWork.unknown(UNKNOWN, config.reconcileAfter(), config.keyLifetime())
                .chain(found -> Multi.createFrom()
                        .iterable(found)
                        .onItem()
                        .transformToUniAndConcatenate(touch -> ownContext
                                .run(() -> reconcileUnknown.reconcile(touch.tenantId(), touch.touchId()))
                                .onFailure()
                                .invoke(failure ->
                                        LOG.warnf("Touch %s stays unknown: %s", touch.touchId(), failure.getMessage()))
                                .onFailure()
                                .recoverWithNull())
                        .collect()
                        .asList()
                        .replaceWithVoid())
                .onFailure()
                .recoverWithNull();
    }

    /** Whether nothing is under way, and nothing more is known to be due. */
    boolean isQuiet() {
        return places.areQuiet();
    }
}
