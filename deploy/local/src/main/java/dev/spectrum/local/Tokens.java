package dev.spectrum.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Access tokens of the local stack's users, whose password everybody knows. */
final class Tokens {
    private static final String PASSWORD = "spectrum";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI endpoint;

    Tokens(Ports ports) {
        endpoint = URI.create(
                "http://127.0.0.1:" + ports.keycloak() + "/auth/realms/spectrum/protocol/openid-connect/token");
    }

    URI endpoint() {
        return endpoint;
    }

    /**
     * @param tenant the one tenant the token is for; empty: all that the user belongs to
     * @throws Failure when Keycloak does not answer, does not know the user, or the user is no member of the tenant
     */
    String accessToken(String user, Optional<String> tenant) {
        var answer = ask(Map.of(
                "grant_type",
                "password",
                "client_id",
                "spectrum-cli",
                "username",
                user,
                "password",
                PASSWORD,
                "scope",
                "openid organization:" + tenant.orElse("*")));
        var token = answer.path("access_token").asText();
        if (token.isEmpty()) {
            throw new Failure("no token for " + user + ": "
                    + answer.path("error_description")
                            .asText(answer.path("error").asText("no reason given")));
        }
        if (tenant.isPresent() && !claims(token).path("organization").has(tenant.get())) {
            throw new Failure(user + " is no member of " + tenant.get());
        }
        return token;
    }

    private JsonNode ask(Map<String, String> form) {
        var body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        try {
            var answer = Http.send(HttpRequest.newBuilder(endpoint)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(body)));
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new Failure(
                    "Keycloak does not answer at " + endpoint + "; is the stack up? ./spectrum status shows it");
        }
    }

    private static JsonNode claims(String token) {
        try {
            return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
        } catch (IOException e) {
            throw new IllegalArgumentException("not a JSON web token", e);
        }
    }
}
