package dev.spectrum.gateway.connectors;

import dev.spectrum.gateway.connectors.format.VendorConnector.Limits;
import dev.spectrum.gateway.reach.domain.Breaker;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets one connection's requests through: so many at once, so many a second (a second's worth in a burst), none while the
 * vendor has asked for a pause. The others wait in their order.
 */
final class Gate {

    /** Attempts, not calls: one call makes several. */
    private static final int FAILURES = 10;

    private static final Duration LEFT_ALONE_FOR = Duration.ofSeconds(5);

    /** A request that would be given up sooner is not begun: nobody would know whether the vendor acted. */
    private static final Duration LEAST_FOR_AN_ANSWER = Duration.ofMillis(250);

    private final int burst;
    private final long intervalNanos;
    private final LongSupplier nanos;
    private final Deque<Pass> waiting = new ArrayDeque<>();
    private final Breaker breaker;
    private int free;
    /** When the next request would be due if they came evenly. */
    private long dueAt;

    private long pausedUntil;

    Gate(Limits limits) {
        this(limits, System::nanoTime);
    }

    Gate(Limits limits, LongSupplier nanos) {
        this.free = limits.concurrent();
        this.burst = (int) Math.max(1, limits.requestsPerSecond());
        this.intervalNanos = (long) (1_000_000_000 / limits.requestsPerSecond());
        this.nanos = nanos;
        this.dueAt = nanos.getAsLong();
        this.pausedUntil = dueAt;
        this.breaker = new Breaker(FAILURES, LEFT_ALONE_FOR, nanos);
    }

    Breaker breaker() {
        return breaker;
    }

    /** There was no time to wait for. */
    static final class TooBusy extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final transient Duration after;

        TooBusy(Duration after) {
            super("too busy", null, false, false);
            this.after = after;
        }

        /** When it may be worth another try. */
        Duration after() {
            return after;
        }
    }

    /** A request's place. */
    private static final class Pass {
        private @Nullable UniEmitter<? super Void> emitter;
        private boolean inside;
        private boolean left;
    }

    /** Does the work when it is its turn. Fails with {@link TooBusy} if that would be after the deadline. */
    <T> Uni<T> pass(Deadline deadline, Supplier<Uni<? extends T>> work) {
        return Uni.createFrom().deferred(() -> {
            Pass pass = new Pass();
            return enter(pass, deadline).chain(work).onTermination().invoke(() -> leave(pass));
        });
    }

    /** Nobody goes through for so long: the vendor said so. */
    synchronized void pause(Duration time) {
        pausedUntil = Math.max(pausedUntil, nanos.getAsLong() + time.toNanos());
    }

    /** What the vendor said holds no more: whoever looks after the connection wants to know. */
    synchronized void resume() {
        pausedUntil = nanos.getAsLong();
    }

    private Uni<Void> enter(Pass pass, Deadline deadline) {
        return Uni.createFrom()
                .<Void>emitter(emitter -> take(pass, emitter))
                .ifNoItem()
                .after(atLeastNothing(deadline.left()))
                .fail()
                .onFailure(TimeoutException.class)
                .transform(late -> new TooBusy(Duration.ofSeconds(1)))
                .chain(() -> inTime(deadline));
    }

    private void take(Pass pass, UniEmitter<? super Void> emitter) {
        synchronized (this) {
            if (pass.left) {
                return;
            } else if (free == 0) {
                pass.emitter = emitter;
                waiting.add(pass);
                return;
            }
            free--;
            pass.inside = true;
        }
        emitter.complete(null);
    }

    private void leave(Pass pass) {
        Optional<Pass> next = Optional.empty();
        synchronized (this) {
            if (pass.left) {
                return;
            }
            pass.left = true;
            if (!pass.inside) {
                waiting.remove(pass);
                return;
            }
            next = Optional.ofNullable(waiting.poll());
            next.ifPresent(following -> following.inside = true);
            free += next.isPresent() ? 0 : 1;
        }
        next.map(following -> following.emitter).ifPresent(emitter -> emitter.complete(null));
    }

    private Uni<Void> inTime(Deadline deadline) {
        Duration wait = reserve(deadline);
        return wait.isZero()
                ? Uni.createFrom().voidItem()
                : Uni.createFrom().voidItem().onItem().delayIt().by(wait);
    }

    private synchronized Duration reserve(Deadline deadline) {
        long now = nanos.getAsLong();
        long due = Math.max(dueAt, now);
        long wait = Math.max(Math.max(due - now - (burst - 1) * intervalNanos, pausedUntil - now), 0);
        if (!deadline.allows(Duration.ofNanos(wait).plus(LEAST_FOR_AN_ANSWER))) {
            throw new TooBusy(Duration.ofNanos(wait));
        }
        dueAt = due + intervalNanos;
        return Duration.ofNanos(wait);
    }

    private static Duration atLeastNothing(Duration time) {
        return time.isPositive() ? time : Duration.ofMillis(1);
    }
}
