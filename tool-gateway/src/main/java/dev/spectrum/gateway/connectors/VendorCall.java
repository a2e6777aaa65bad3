package dev.spectrum.gateway.connectors;

import dev.spectrum.gateway.connections.domain.Connection;
import dev.spectrum.gateway.connectors.format.VendorConnector;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;

/**
 * A tool's call on its way.
 *
 * @param key the same for the same call of the same caller, by which a vendor knows it again
 * @param settings the connection's
 * @param readsOnly whether none of its requests changes anything
 * @param onContext where it came from: its transactions know one another by it
 */
record VendorCall(
        UUID id,
        String key,
        VendorConnector connector,
        Connection connection,
        Map<String, Object> settings,
        SecretSource secrets,
        boolean readsOnly,
        Deadline deadline,
        Executor onContext) {

    /** The Vert.x context of whoever asks; the same thread where there is none. */
    static Executor thisContext() {
        Context context = Vertx.currentContext();
        return context == null ? Runnable::run : command -> context.runOnContext(ignored -> command.run());
    }
}
