package dev.spectrum.gateway.upstreams;

import static dev.spectrum.gateway.Gateway.as;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.gateway.Gateway;
import dev.spectrum.platform.testing.TestUser;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** An upstream of acme's, as its admin adds it. */
record UpstreamsForTests(String id, String prefix) {

    static String newPrefix() {
        return "u" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36);
    }

    static UpstreamsForTests add(String url) {
        return add(url, Map.of());
    }

    static UpstreamsForTests add(String url, Map<String, ?> more) {
        String prefix = newPrefix();
        Map<String, Object> body = new HashMap<>(Map.of("name", "Test", "url", url, "prefix", prefix));
        body.putAll(more);
        Response answer = as(TestUser.ACME_ADMIN).body(body).post("/api/v1/upstreams");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        return new UpstreamsForTests(answer.path("id"), prefix);
    }

    String tool(String name) {
        return prefix + "_" + name;
    }

    JsonNode refresh() {
        return Gateway.read(as(TestUser.ACME_ADMIN).post("/api/v1/upstreams/{id}/refresh", id));
    }

    JsonNode view() {
        return Gateway.read(as(TestUser.ACME_ADMIN).get("/api/v1/upstreams/{id}", id));
    }

    JsonNode changes() {
        return Gateway.read(as(TestUser.ACME_ADMIN).get("/api/v1/upstreams/{id}/changes", id))
                .get("items");
    }

    JsonNode tools() {
        return Gateway.read(as(TestUser.ACME_ADMIN).get("/api/v1/upstreams/{id}/tools", id))
                .get("items");
    }

    /** @param decision accept or reject */
    Response decide(String decision, JsonNode changes) {
        List<Map<String, String>> decided = new ArrayList<>();
        changes.forEach(change -> decided.add(Map.of(
                "name", change.get("name").asText(), "hash", change.get("hash").asText())));
        return as(TestUser.ACME_ADMIN)
                .body(Map.of("changes", decided))
                .post("/api/v1/upstreams/{id}/changes/{decision}", id, decision);
    }

    void delete() {
        as(TestUser.ACME_ADMIN).delete("/api/v1/upstreams/{id}", id).then().statusCode(204);
    }

    JsonNode call(String tool, Map<String, ?> arguments) {
        return Gateway.read(Gateway.call(as(TestUser.ACME_MEMBER), tool(tool), arguments));
    }
}
