package dev.spectrum.gateway.connectors;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.spectrum.gateway.connections.domain.Connection;
import dev.spectrum.gateway.connectors.format.VendorConnector.Limits;
import java.time.Duration;
import java.util.UUID;

/** The gate of each connection that was used lately, in this process. */
final class Gates {

    /** A file that changes its limits makes new gates. */
    private record Key(UUID connection, Limits limits) {}

    private final Cache<Key, Gate> gates =
            Caffeine.newBuilder().expireAfterAccess(Duration.ofMinutes(10)).build();

    Gate of(Connection connection, Limits limits) {
        return gates.get(new Key(connection.id(), limits), key -> new Gate(key.limits()));
    }
}
