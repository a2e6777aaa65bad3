package dev.spectrum.gateway.connections;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** When credentials end by themselves. */
public final class Expiry {

    /** With one of these a token that has expired is renewed. */
    private static final List<String> RENEWING = List.of("refresh_token", "client_secret", "private_key");

    private Expiry() {}

    /** Of the connection: that of its token, unless it is renewed. */
    static Optional<Instant> of(ObjectNode credentials) {
        boolean renewed = RENEWING.stream()
                .anyMatch(secret -> !credentials.path(secret).asText().isEmpty());
        return renewed ? Optional.empty() : ofToken(credentials);
    }

    /** What {@code expires_at} says (ISO 8601). */
    public static Optional<Instant> ofToken(ObjectNode credentials) {
        try {
            return Optional.of(credentials.path("expires_at").asText())
                    .filter(text -> !text.isEmpty())
                    .map(text -> OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }
}
