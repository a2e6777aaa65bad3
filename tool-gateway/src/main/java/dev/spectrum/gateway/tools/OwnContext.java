package dev.spectrum.gateway.tools;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import java.util.function.Supplier;

/**
 * A Vert.x context of its own for a piece of work that outlives the request that asked for it, or belongs to none. A
 * database session belongs to a context, so what runs at the same time must not share one.
 */
public final class OwnContext {

    private OwnContext() {}

    public static <T> Uni<T> run(Vertx vertx, Supplier<Uni<T>> work) {
        return Uni.createFrom().emitter(result -> {
            Context loop = ((VertxInternal) vertx).createEventLoopContext();
            Context own = VertxContext.createNewDuplicatedContext(loop);
            VertxContextSafetyToggle.setContextSafe(own, true);
            own.runOnContext(
                    ignored -> Uni.createFrom().deferred(work::get).subscribe().with(result::complete, result::fail));
        });
    }
}
