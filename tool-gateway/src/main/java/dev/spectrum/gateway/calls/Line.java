package dev.spectrum.gateway.calls;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The line to whoever asked. When it is cut, their work is not: a transaction in its middle goes on to its end, and what
 * happened is recorded. Only what waits for somebody outside is given up.
 */
final class Line {

    private final AtomicBoolean cut = new AtomicBoolean();
    private final AtomicReference<@Nullable Runnable> whenCut = new AtomicReference<>();

    private Line() {}

    /** Whoever asked hung up. */
    static final class Cut extends RuntimeException {

        private static final long serialVersionUID = 1;

        private Cut() {
            super("Hung up", null, false, false);
        }
    }

    /** It took longer than it may. */
    static final class TooLate extends RuntimeException {

        private static final long serialVersionUID = 1;

        private TooLate(Duration deadline) {
            super("No answer within " + deadline, null, false, false);
        }
    }

    /** Does the work to its end, even if nobody is left to wait for it. */
    static <T> Uni<T> open(Function<Line, Uni<T>> work) {
        return Uni.createFrom().emitter(waiting -> {
            Line line = new Line();
            waiting.onTermination(line::end);
            work.apply(line)
                    .subscribe()
                    .with(item -> line.complete(waiting, item), failure -> line.fail(waiting, failure));
        });
    }

    private final AtomicBoolean answered = new AtomicBoolean();

    private <T> void complete(UniEmitter<? super T> waiting, T item) {
        answered.set(true);
        waiting.complete(item);
    }

    private void fail(UniEmitter<?> waiting, Throwable failure) {
        answered.set(true);
        waiting.fail(failure);
    }

    private void end() {
        if (!answered.get() && cut.compareAndSet(false, true)) {
            Runnable giveUp = whenCut.get();
            if (giveUp != null) {
                giveUp.run();
            }
        }
    }

    boolean isCut() {
        return cut.get();
    }

    /**
     * Does what may be given up: when the line is cut or the time is over, it is cancelled, and fails with {@link Cut} or
     * {@link TooLate}. One at a time. It ends on the Vert.x context that it began on.
     */
    <T> Uni<T> whileOpen(Duration deadline, Supplier<Uni<T>> work) {
        Context context = Vertx.currentContext();
        return Uni.createFrom().emitter(waiting -> {
            Attempt<T> attempt = new Attempt<>(context, waiting);
            attempt.begin(deadline, work);
            whenCut.set(() -> attempt.giveUp(new Cut()));
            if (cut.get()) {
                attempt.giveUp(new Cut());
            }
        });
    }

    private static final class Attempt<T> {

        private final Context context;
        private final UniEmitter<? super T> waiting;
        private final AtomicBoolean over = new AtomicBoolean();
        private volatile long timer = -1;
        private volatile @Nullable Cancellable running;

        private Attempt(Context context, UniEmitter<? super T> waiting) {
            this.context = context;
            this.waiting = waiting;
        }

        private void begin(Duration deadline, Supplier<Uni<T>> work) {
            timer = context.owner().setTimer(deadline.toMillis(), late -> giveUp(new TooLate(deadline)));
            running = Uni.createFrom()
                    .deferred(work::get)
                    .subscribe()
                    .with(item -> end(() -> waiting.complete(item)), failure -> end(() -> waiting.fail(failure)));
        }

        private void giveUp(RuntimeException reason) {
            end(() -> {
                Cancellable given = running;
                if (given != null) {
                    given.cancel();
                }
                waiting.fail(reason);
            });
        }

        private void end(Runnable how) {
            if (over.compareAndSet(false, true)) {
                context.owner().cancelTimer(timer);
                if (Vertx.currentContext() == context) {
                    how.run();
                } else {
                    context.runOnContext(back -> how.run());
                }
            }
        }
    }
}
