package dev.spectrum.gateway.connections;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** When credentials end by themselves. */
final class Expiry {

    private Expiry() {}

    /** What {@code expires_at} says (ISO 8601); with a {@code refresh_token} it is a token's end and not the connection's. */
    static Optional<Instant> of(ObjectNode credentials) {
        if (!credentials.path("expires_at").isTextual()
                || !credentials.path("refresh_token").asText().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    OffsetDateTime.parse(credentials.get("expires_at").asText()).toInstant());
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }
}
