package dev.spectrum.gateway.connectors;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What makes a request a connection's own. It prints nothing of it. */
final class Authorized {

    private static final int LONG_ENOUGH_TO_TELL = 6;

    private final Map<String, String> headers;
    private final Map<String, String> query;
    private final Optional<String> accessToken;
    private final List<String> secrets;

    /** @param accessToken the one that was used, if it can be renewed */
    Authorized(
            Map<String, String> headers,
            Map<String, String> query,
            Optional<String> accessToken,
            JsonNode credentials) {
        this.headers = headers;
        this.query = query;
        this.accessToken = accessToken;
        this.secrets = credentials
                .valueStream()
                .map(JsonNode::asText)
                .filter(value -> value.length() >= LONG_ENOUGH_TO_TELL)
                .toList();
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

    /** A vendor may quote what it was sent. */
    String withoutSecrets(String text) {
        String clean = text;
        for (String secret : secrets) {
            clean = clean.replace(secret, "[secret]");
        }
        return clean;
    }
}
