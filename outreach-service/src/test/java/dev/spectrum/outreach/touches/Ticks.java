package dev.spectrum.outreach.touches;

import dev.spectrum.outreach.Database;
import io.quarkus.vertx.VertxContextSupport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What a replica's timer does, when a test says so. */
final class Ticks {

    private Ticks() {}

    /** Plans everything there is to plan. */
    static void plan(TouchWorker worker) {
        while (await(worker, true)) {
            // There is more.
        }
    }

    /** Sends everything that is due. */
    static void send(TouchWorker worker) {
        while (await(worker, false)) {
            // There is more.
        }
    }

    static void planAndSend(TouchWorker worker) {
        plan(worker);
        send(worker);
    }

    /** The same by several workers at once. */
    static void send(TouchWorker worker, int workers) {
        try (ExecutorService executor = Executors.newFixedThreadPool(workers)) {
            List<Future<?>> working = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                working.add(executor.submit(() -> send(worker)));
            }
            for (Future<?> one : working) {
                one.get();
            }
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Whatever waits may be taken now: pauses are over, leases have ended. */
    static void timePasses() {
        Database.execute("update touch set claimable_at = now() - interval '1 second'"
                + " where status in ('scheduled', 'sending')");
    }

    private static boolean await(TouchWorker worker, boolean planning) {
        try {
            return VertxContextSupport.subscribeAndAwait(planning ? worker::planOnce : worker::sendOnce);
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }
}
