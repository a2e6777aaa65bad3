package dev.spectrum.platform.context;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/**
 * Timers, caches and other threads answer wherever they happen to run; a database session belongs to one Vert.x context.
 * So whatever may leave the context of its caller is brought back to it.
 */
public final class CallerContext {

    private CallerContext() {}

    /** Runs the work and goes on, with its item or its failure, on the Vert.x context that this was called from. */
    public static <T> Uni<T> returnTo(Supplier<Uni<T>> work) {
        Context context = Vertx.currentContext();
        return context == null ? work.get() : work.get().emitOn(next -> run(context, next));
    }

    /** At once, where it is there already: the loop would come back to it later. */
    public static void run(Context context, Runnable next) {
        if (Vertx.currentContext() == context) {
            next.run();
        } else {
            context.runOnContext(ignored -> next.run());
        }
    }
}
