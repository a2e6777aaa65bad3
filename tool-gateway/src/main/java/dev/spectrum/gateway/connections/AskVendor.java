package dev.spectrum.gateway.connections;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.gateway.connections.domain.Connection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;

/** Lets a connector try credentials, outside of any transaction. */
@ApplicationScoped
public class AskVendor {

    private static final Logger LOG = Logger.getLogger(AskVendor.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Connectors connectors;

    AskVendor(Connectors connectors) {
        this.connectors = connectors;
    }

    /**
     * Fails with {@link VendorAway}, or {@link NobodyToAsk}.
     *
     * @return empty if the vendor accepts them; otherwise why not, without the secrets
     */
    public Uni<Optional<String>> ask(Connection connection, ObjectNode credentials) {
        return Uni.createFrom()
                .deferred(() -> connectors.test(connection, credentials.deepCopy()))
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .emitOn(onThisContext())
                .onFailure(failure -> !(failure instanceof NobodyToAsk))
                .transform(failure -> away(connection, failure))
                .map(refused -> refused.map(reason -> Redaction.of(credentials).line(reason)));
    }

    /** Without the failure's message, which may show what was sent. */
    private static VendorAway away(Connection connection, Throwable failure) {
        LOG.warnf(
                "Connection %s could not be tested: %s",
                connection.id(), failure.getClass().getSimpleName());
        return new VendorAway();
    }

    /** A connector may answer on any thread, and what follows needs this request's. */
    private static Executor onThisContext() {
        Context context = Vertx.currentContext();
        return command -> context.runOnContext(ignored -> command.run());
    }
}
