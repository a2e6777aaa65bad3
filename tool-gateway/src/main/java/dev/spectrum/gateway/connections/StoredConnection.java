package dev.spectrum.gateway.connections;

import dev.spectrum.gateway.connections.domain.Connection;
import dev.spectrum.gateway.connections.domain.Status;
import java.time.Instant;
import java.util.Optional;

/**
 * A connection with all that is known of it but its secrets.
 *
 * @param statusReason why it fails, in words for the tenant; blank otherwise
 * @param expiresAt when its credentials end, where that is known and nothing renews them
 * @param editedVersion the version that the last change by a person made; the one of its entity tag
 * @param credentialsVersion the version that the credentials are of
 */
public record StoredConnection(
        Connection connection,
        Status status,
        String statusReason,
        Optional<Instant> testedAt,
        Optional<Instant> lastUsedAt,
        Optional<Instant> expiresAt,
        long editedVersion,
        long credentialsVersion,
        Instant createdAt,
        Instant updatedAt) {}
