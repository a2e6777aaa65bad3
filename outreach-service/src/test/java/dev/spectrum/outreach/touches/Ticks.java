package dev.spectrum.outreach.touches;

import static org.awaitility.Awaitility.await;

import dev.spectrum.outreach.Database;
import dev.spectrum.platform.context.OwnContext;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** What the timers of replicas do, when a test says so. */
@ApplicationScoped
class Ticks {

    private final DueWork dueWork;
    private final PlanTouches planTouches;
    private final ClaimTouches claimTouches;
    private final MessageDelivery delivery;
    private final SettleTouches settleTouches;
    private final ReconcileUnknown reconcileUnknown;
    private final SendingConfig config;
    private final Vertx vertx;
    private final OwnContext ownContext;
    private final Settling settling;

    Ticks(
            DueWork dueWork,
            PlanTouches planTouches,
            ClaimTouches claimTouches,
            MessageDelivery delivery,
            SettleTouches settleTouches,
            ReconcileUnknown reconcileUnknown,
            SendingConfig config,
            Vertx vertx,
            OwnContext ownContext,
            Settling settling) {
        this.dueWork = dueWork;
        this.planTouches = planTouches;
        this.claimTouches = claimTouches;
        this.delivery = delivery;
        this.settleTouches = settleTouches;
        this.reconcileUnknown = reconcileUnknown;
        this.config = config;
        this.vertx = vertx;
        this.ownContext = ownContext;
        this.settling = settling;
    }

    /** Plans everything there is to plan. */
    void plan() {
        TouchWorker worker = worker();
        try {
            while (VertxContextSupport.<Boolean>subscribeAndAwait(worker::planOnce)) {
                // There is more.
            }
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Sends everything that is due. */
    void send() {
        send(1);
    }

    /** The same by several replicas at once. */
    void send(int replicas) {
        send(IntStream.range(0, replicas).mapToObj(i -> worker()).toList());
    }

    /** The same by replicas whose clocks are off by so much. */
    void sendByClocks(Duration... off) {
        send(Arrays.stream(off)
                .map(by -> worker(settling.by(Clock.offset(Clock.systemUTC(), by))))
                .toList());
    }

    private static void send(List<TouchWorker> workers) {
        workers.forEach(TouchWorker::sendDue);
        await().atMost(Duration.ofSeconds(60)).until(() -> workers.stream().allMatch(TouchWorker::isQuiet));
    }

    void planAndSend() {
        plan();
        send();
    }

    /** A replica that begins to send and is not waited for. */
    TouchWorker begin() {
        TouchWorker worker = worker();
        worker.sendDue();
        return worker;
    }

    /** Whatever waits may be taken now: pauses are over, leases have ended, senders have drawn breath. */
    void timePasses() {
        Database.execute(
                "update touch set claimable_at = now() - interval '1 second' where status in ('scheduled', 'sending',"
                        + " 'unknown'); update sender_queue set paced_until = '-infinity', full_until = '-infinity',"
                        + " next_at = '-infinity'");
    }

    /** Asks the gateway about what is not known. */
    void reconcile() {
        try {
            VertxContextSupport.subscribeAndAwait(() -> worker().reconcile());
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** A replica that looks when the test says so. */
    TouchWorker worker() {
        return worker(settleTouches);
    }

    private TouchWorker worker(SettleTouches settle) {
        return new TouchWorker(
                dueWork, planTouches, claimTouches, delivery, settle, reconcileUnknown, config, vertx, ownContext);
    }
}
