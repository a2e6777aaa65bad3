package dev.spectrum.gateway.connections;

import dev.spectrum.gateway.connections.domain.Connection;
import dev.spectrum.gateway.connections.domain.Status;
import dev.spectrum.gateway.connections.vault.Sealed;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A tenant's connections, in its transaction. A change is of a connection that this transaction has locked. */
public interface Connections {

    /** In the order of their ids, which is that of time. */
    Uni<List<StoredConnection>> list(Optional<String> connector, Optional<UUID> after, int limit);

    Uni<Optional<StoredConnection>> find(UUID id);

    /** The same, and nobody else changes it until this transaction ends. */
    Uni<Optional<StoredConnection>> lock(UUID id);

    /** Its encrypted credentials. */
    Uni<Optional<Sealed>> credentials(UUID id);

    /** Fails with {@link NameTaken}. */
    Uni<StoredConnection> add(Connection connection, Sealed credentials, Optional<Instant> expiresAt);

    /** Fails with {@link NameTaken}. */
    Uni<StoredConnection> change(UUID id, String name, String settings);

    /**
     * Puts other credentials into place.
     *
     * @param byPerson whether somebody gave them, rather than a vendor's refresh
     */
    Uni<StoredConnection> replaceCredentials(
            UUID id, Sealed credentials, Optional<Instant> expiresAt, boolean byPerson);

    /** Puts the same credentials under another key. */
    Uni<Void> reseal(UUID id, Sealed credentials);

    /** @param testedAt now, if it was a test that told */
    Uni<StoredConnection> setStatus(UUID id, Status status, String reason, Optional<Instant> testedAt);

    Uni<Void> used(UUID id, Instant at);

    /** Keeps the row, and no credentials. */
    Uni<StoredConnection> delete(UUID id);
}
