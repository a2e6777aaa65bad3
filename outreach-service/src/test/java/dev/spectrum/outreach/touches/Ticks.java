package dev.spectrum.outreach.touches;

import static org.awaitility.Awaitility.await;

import dev.spectrum.outreach.Database;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** What the timers of replicas do, when a test says so. */
@ApplicationScoped
class Ticks {

    private final DueWork dueWork;
    private final PlanTouches planTouches;
    private final SendTouch sendTouch;
    private final SendingConfig config;
    private final Vertx vertx;

    Ticks(DueWork dueWork, PlanTouches planTouches, SendTouch sendTouch, SendingConfig config, Vertx vertx) {
        this.dueWork = dueWork;
        this.planTouches = planTouches;
        this.sendTouch = sendTouch;
        this.config = config;
        this.vertx = vertx;
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
        List<TouchWorker> workers =
                IntStream.range(0, replicas).mapToObj(i -> worker()).toList();
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

    /** Whatever waits may be taken now: pauses are over, leases have ended. */
    void timePasses() {
        Database.execute("update touch set claimable_at = now() - interval '1 second'"
                + " where status in ('scheduled', 'sending')");
    }

    private TouchWorker worker() {
        return new TouchWorker(dueWork, planTouches, sendTouch, config, vertx);
    }
}
