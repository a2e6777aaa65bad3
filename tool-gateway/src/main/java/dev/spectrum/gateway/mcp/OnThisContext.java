package dev.spectrum.gateway.mcp;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Executor;

/** Brings work back to the Vert.x context it came from, where the database's session is. */
final class OnThisContext {

    private OnThisContext() {}

    /** To be called on the context to come back to. */
    static Executor executor() {
        Context context = Vertx.currentContext();
        return command -> context.runOnContext(ignored -> command.run());
    }
}
