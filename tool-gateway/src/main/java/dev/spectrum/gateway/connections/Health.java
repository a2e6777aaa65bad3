package dev.spectrum.gateway.connections;

import dev.spectrum.gateway.connections.ConnectionEvents.Cause;
import dev.spectrum.gateway.connections.domain.Status;
import dev.spectrum.platform.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** Notes whether a connection works, in the tenant's transaction, and tells it once when that changes. */
@ApplicationScoped
class Health {

    private final Connections connections;
    private final Outbox outbox;

    Health(Connections connections, Outbox outbox) {
        this.connections = connections;
        this.outbox = outbox;
    }

    /** @param testedAt now, if it was a test that told */
    Uni<StoredConnection> works(StoredConnection locked, Optional<Instant> testedAt) {
        return connections
                .setStatus(locked.connection().id(), Status.WORKING, "", testedAt)
                .call(now -> locked.status() == Status.WORKING
                        ? Uni.createFrom().voidItem()
                        : outbox.add(ConnectionEvents.changed(now)));
    }

    /**
     * @param reason in words for the tenant, without secrets
     * @param testedAt now, if it was a test that told
     */
    Uni<StoredConnection> fails(StoredConnection locked, Cause cause, String reason, Optional<Instant> testedAt) {
        return connections
                .setStatus(locked.connection().id(), Status.FAILING, reason, testedAt)
                .call(now -> locked.status() == Status.FAILING
                        ? Uni.createFrom().voidItem()
                        : outbox.add(ConnectionEvents.failing(now, cause)));
    }
}
