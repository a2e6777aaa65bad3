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
import java.util.function.Supplier;
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
    private final AtomicBoolean sending = new AtomicBoolean();
    private volatile boolean stopped;

    TouchWorker(DueWork dueWork, PlanTouches planTouches, SendTouch sendTouch, SendingConfig config, Vertx vertx) {
        this.dueWork = dueWork;
        this.planTouches = planTouches;
        this.sendTouch = sendTouch;
        this.config = config;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent started) {
        if (config.enabled()) {
            vertx.setPeriodic(config.poll().toMillis(), timer -> {
                runUnlessRunning(planning, this::planOnce);
                runUnlessRunning(sending, this::sendOnce);
            });
        }
    }

    /** What was claimed and not begun is left to its lease. */
    void stop(@Observes ShutdownEvent stopping) {
        stopped = true;
    }

    /** Goes on at once while there is more to do; otherwise the next tick does. */
    private void runUnlessRunning(AtomicBoolean running, Supplier<Uni<Boolean>> work) {
        if (!stopped && running.compareAndSet(false, true)) {
            work.get()
                    .onFailure()
                    .invoke(failure -> LOG.warnf("Due work waits: %s", failure.getMessage()))
                    .onFailure()
                    .recoverWithItem(false)
                    .subscribe()
                    .with(more -> {
                        running.set(false);
                        if (more) {
                            runUnlessRunning(running, work);
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
                        .transformToUniAndConcatenate(campaign -> OwnContext.run(
                                        vertx, () -> planTouches.planBatch(campaign.tenantId(), campaign.campaignId()))
                                .onFailure()
                                .invoke(failure -> LOG.errorf(
                                        failure, "Touches of campaign %s are not planned", campaign.campaignId()))
                                .onFailure()
                                .recoverWithItem(false))
                        .collect()
                        .asList())
                .map(planned -> planned.contains(true));
    }

    /** Sends as many due touches as it may at a time, and waits for them. True if there may be more. */
    Uni<Boolean> sendOnce() {
        UUID claim = UUID.randomUUID();
        return dueWork.claim(claim, config.concurrency(), config.lease())
                .chain(claimed -> Multi.createFrom()
                        .iterable(claimed)
                        .onItem()
                        .transformToUni(due -> send(due, claim))
                        .merge(config.concurrency())
                        .collect()
                        .asList())
                .map(sent -> sent.size() == config.concurrency());
    }

    private Uni<Boolean> send(DueWork.DueTouch due, UUID claim) {
        return OwnContext.run(vertx, () -> sendTouch.send(due.tenantId(), due.touchId(), claim))
                .onFailure()
                .invoke(failure -> LOG.errorf(failure, "Touch %s is left to its lease", due.touchId()))
                .onFailure()
                .recoverWithNull()
                .replaceWith(true);
    }
}
