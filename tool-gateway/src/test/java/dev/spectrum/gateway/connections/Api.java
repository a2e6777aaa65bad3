package dev.spectrum.gateway.connections;

import static dev.spectrum.gateway.Gateway.as;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.gateway.Gateway;
import dev.spectrum.platform.testing.TestUser;
import io.restassured.response.Response;
import java.util.Map;
import java.util.UUID;

/** Connections over HTTP, as admins see them. */
final class Api {

    static final String PATH = "/api/v1/connections";

    private Api() {}

    static String name() {
        return "stub " + UUID.randomUUID();
    }

    static Map<String, Object> body(String key) {
        return Map.of("connector", "stub", "name", name(), "credentials", Map.of("api_key", key));
    }

    /** A new connection with this key. */
    static JsonNode created(TestUser user, String key) {
        return created(user, body(key));
    }

    static JsonNode created(TestUser user, Map<String, ?> body) {
        Response answer = as(user).body(body).post(PATH);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        return Gateway.json(answer.asString());
    }

    static JsonNode get(TestUser user, JsonNode connection) {
        return Gateway.read(as(user).get(PATH + "/" + id(connection)));
    }

    static String id(JsonNode connection) {
        return connection.get("id").asText();
    }

    static Response test(TestUser user, JsonNode connection) {
        return as(user).post(PATH + "/" + id(connection) + "/test");
    }

    static Response rotate(TestUser user, JsonNode connection, String key) {
        return as(user).body(Map.of("credentials", Map.of("api_key", key)))
                .post(PATH + "/" + id(connection) + "/rotate");
    }
}
