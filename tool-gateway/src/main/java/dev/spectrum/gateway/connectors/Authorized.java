package dev.spectrum.gateway.connectors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.gateway.connections.Redaction;
import java.util.Map;
import java.util.Optional;

/** What makes a request a connection's own. It prints nothing of it. */
final class Authorized {

    private final Map<String, String> headers;
    private final Map<String, String> query;
    private final Optional<String> accessToken;
    private final Redaction secrets;

    /** @param accessToken the one that was used, if it can be renewed */
    Authorized(
            Map<String, String> headers,
            Map<String, String> query,
            Optional<String> accessToken,
            JsonNode credentials) {
        this.headers = headers;
        this.query = query;
        this.accessToken = accessToken;
        this.secrets = Redaction.of(credentials);
    }

    Map<String, String> headers() {
        return headers;
    }

    Map<String, String> query() {
        return query;
    }

    Optional<String> accessToken() {
        return accessToken;
    }

    /** Strikes them out of an answer: a vendor may quote what it was sent. */
    Redaction secrets() {
        return secrets;
    }
}
