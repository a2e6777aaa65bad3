package dev.spectrum.gateway.connections.web;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.spectrum.gateway.connections.StoredConnection;
import dev.spectrum.gateway.connections.domain.Status;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A connection as it is shown, which is without its credentials.
 *
 * @param status untested, working or failing
 * @param statusReason why it fails; null otherwise
 * @param expiresAt when its credentials end, where that is known
 */
record ConnectionView(
        UUID id,
        String connector,
        String name,
        @JsonRawValue @Schema(type = SchemaType.OBJECT) String settings,
        Status status,
        @Nullable String statusReason,
        @Nullable Instant testedAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant expiresAt,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    static ConnectionView of(StoredConnection stored) {
        return new ConnectionView(
                stored.connection().id(),
                stored.connection().connector(),
                stored.connection().name(),
                stored.connection().settings(),
                stored.status(),
                stored.statusReason().isEmpty() ? null : stored.statusReason(),
                stored.testedAt().orElse(null),
                stored.lastUsedAt().orElse(null),
                stored.expiresAt().orElse(null),
                stored.editedVersion(),
                stored.createdAt(),
                stored.updatedAt());
    }
}
