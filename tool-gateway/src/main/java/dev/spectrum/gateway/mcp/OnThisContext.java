package dev.spectrum.gateway.mcp;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Brings work back to the Vert.x context it came from, where the database's session is. */
final class OnThisContext {

    private OnThisContext() {}

    /** To be called on the context to come back to. From a thread that has none, work stays where it is. */
    static Executor executor() {
        @Nullable Context context = Vertx.currentContext();
        return context == null ? Runnable::run : command -> context.runOnContext(ignored -> command.run());
    }
}
