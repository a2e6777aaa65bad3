package dev.spectrum.outreach.touches;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Looks for campaigns to plan and touches that are due, and sees to them. As many replicas as there are do the same; the
 * database sees to it that no two have the same touch.
 */
@ApplicationScoped
class TouchWorker {

    private static final Logger LOG = Logger.getLogger(TouchWorker.class);
    private static final int CAMPAIGNS = 20;

    private final DueWork dueWork;
    private final PlanTouches planTouches;
    private final SendTouch sendTouch;
    private final SendingConfig config;
    private final Vertx vertx;
    private final AtomicBoolean planning = new AtomicBoolean();
    private final Places places;
    private volatile boolean stopped;

    TouchWorker(DueWork dueWork, PlanTouches planTouches, SendTouch sendTouch, SendingConfig config, Vertx vertx) {
        this.dueWork = dueWork;
        this.planTouches = planTouches;
        this.sendTouch = sendTouch;
        this.config = config;
        this.vertx = vertx;
        this.places = new Places(config.concurrency());
    }

    void start(@Observes StartupEvent started) {
        if (config.enabled()) {
            vertx.setPeriodic(config.poll().toMillis(), timer -> {
                planDue();
                sendDue();
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
        return OwnContext.run(vertx, () -> planTouches.planBatch(campaign.tenantId(), campaign.campaignId()))
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
        int free = stopped ? 0 : places.ask(fewest);
        if (free > 0) {
            UUID claim = UUID.randomUUID();
            dueWork.claim(claim, free, config.lease())
                    .subscribe()
                    .with(
                            claimed -> {
                                places.fill(free, claimed.size());
                                claimed.forEach(due -> send(due, claim));
                            },
                            failure -> {
                                places.fill(free, 0);
                                LOG.warnf("Due touches wait: %s", failure.getMessage());
                            });
        }
    }

    private void send(DueWork.DueTouch due, UUID claim) {
        OwnContext.run(vertx, () -> sendTouch.send(due.tenantId(), due.touchId(), claim))
                .onFailure()
                .invoke(failure -> LOG.errorf(failure, "Touch %s is left to its lease", due.touchId()))
                .onFailure()
                .recoverWithNull()
                .subscribe()
                .with(sent -> {
                    places.free();
                    if (places.moreMayBeDue()) {
                        // A claim for each touch would cost as much as the touch.
                        sendDue(Math.max(1, config.concurrency() / 4));
                    }
                });
    }

    /** Whether nothing is under way, and nothing more is known to be due. */
    boolean isQuiet() {
        return places.areQuiet();
    }
}
