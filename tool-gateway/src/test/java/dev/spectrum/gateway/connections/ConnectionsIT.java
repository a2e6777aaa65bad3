package dev.spectrum.gateway.connections;

import static dev.spectrum.gateway.Gateway.as;
import static dev.spectrum.gateway.Gateway.asService;
import static dev.spectrum.gateway.Gateway.json;
import static dev.spectrum.gateway.Gateway.read;
import static dev.spectrum.gateway.connections.Api.PATH;
import static dev.spectrum.gateway.connections.Api.body;
import static dev.spectrum.gateway.connections.Api.created;
import static dev.spectrum.gateway.connections.Api.get;
import static dev.spectrum.gateway.connections.Api.id;
import static dev.spectrum.gateway.connections.Api.name;
import static dev.spectrum.gateway.connections.Api.rotate;
import static dev.spectrum.platform.testing.TestUser.ACME_ADMIN;
import static dev.spectrum.platform.testing.TestUser.ACME_MEMBER;
import static dev.spectrum.platform.testing.TestUser.ACME_OWNER;
import static dev.spectrum.platform.testing.TestUser.ACME_VIEWER;
import static dev.spectrum.platform.testing.TestUser.GLOBEX_OWNER;
import static dev.spectrum.platform.testing.TestUser.ROOT;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.platform.testing.KafkaEvents;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(WithVendor.class)
class ConnectionsIT {

    @Test
    void listsTheConnectorsWithTheirSchemas() {
        JsonNode connector = read(as(ACME_VIEWER).get("/api/v1/connectors")).at("/items/0");
        assertThat(connector.get("name").asText()).isEqualTo("stub");
        assertThat(connector.get("data_sources").get(0).asText()).isEqualTo("crm");
        assertThat(connector.at("/credentials/properties/api_key/type").asText())
                .isEqualTo("string");
        assertThat(connector.at("/settings/properties/region/enum/0").asText()).isEqualTo("eu");
    }

    @Test
    void aConnectionIsMadeReadChangedAndDeleted() {
        Map<String, Object> body = new HashMap<>(body("good-key"));
        body.put("settings", Map.of("region", "eu"));
        Response answer = as(ACME_ADMIN).body(body).post(PATH);
        assertThat(answer.statusCode()).isEqualTo(201);
        JsonNode made = json(answer.asString());
        assertThat(answer.header("Location")).endsWith(PATH + "/" + id(made));
        assertThat(answer.header("ETag")).isEqualTo("\"0\"");
        assertThat(made.get("status").asText()).isEqualTo("untested");
        assertThat(made.at("/settings/region").asText()).isEqualTo("eu");
        assertThat(made.has("credentials")).isFalse();
        assertThat(get(ACME_MEMBER, made)).isEqualTo(made);

        Map<String, Object> change = Map.of("name", name(), "settings", Map.of("page_size", 5));
        Response changed =
                as(ACME_ADMIN).header("If-Match", "\"0\"").body(change).put(PATH + "/" + id(made));
        assertThat(changed.header("ETag")).isEqualTo("\"1\"");
        assertThat(json(changed.asString()).at("/settings/page_size").asInt()).isEqualTo(5);
        assertThat(as(ACME_ADMIN)
                        .header("If-Match", "\"0\"")
                        .body(change)
                        .put(PATH + "/" + id(made))
                        .statusCode())
                .isEqualTo(412);
        JsonNode renamed = read(as(ACME_ADMIN).body(Map.of("name", name())).put(PATH + "/" + id(made)));
        assertThat(renamed.at("/settings/page_size").asInt()).isEqualTo(5);

        assertThat(as(ACME_ADMIN)
                        .header("If-Match", "\"1\"")
                        .delete(PATH + "/" + id(made))
                        .statusCode())
                .isEqualTo(412);
        assertThat(as(ACME_ADMIN).delete(PATH + "/" + id(made)).statusCode()).isEqualTo(204);
        assertThat(as(ACME_ADMIN).get(PATH + "/" + id(made)).statusCode()).isEqualTo(404);
        assertThat(as(ACME_ADMIN).delete(PATH + "/" + id(made)).statusCode()).isEqualTo(404);
        created(ACME_ADMIN, Map.of("connector", "stub", "name", renamed.get("name"), "credentials", good()));

        try (KafkaEvents events = KafkaEvents.of("spectrum.gateway.events")) {
            List<String> told = new ArrayList<>();
            events.await(4, event -> event.subject().equals(id(made)))
                    .forEach(event -> told.add(event.type().replaceFirst(".*gateway\\.", "") + " "
                            + event.data().get("version") + " " + event.data().get("deleted")));
            assertThat(told)
                    .containsExactly(
                            "connection.changed.v1 0 false",
                            "connection.changed.v1 1 false",
                            "connection.changed.v1 2 false",
                            "connection.changed.v1 3 true");
        }
    }

    @Test
    void listsThemPageByPage() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            made.add(id(created(GLOBEX_OWNER, "good-key")));
        }
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = read(as(GLOBEX_OWNER)
                    .queryParam("limit", 2)
                    .queryParam("cursor", cursor)
                    .get(PATH));
            page.get("items").forEach(item -> seen.add(id(item)));
            cursor = page.get("next").asText("");
        } while (!cursor.isEmpty() && !cursor.equals("null"));
        assertThat(seen).containsAll(made).doesNotHaveDuplicates().isSorted();
        assertThat(read(as(GLOBEX_OWNER).queryParam("connector", "other").get(PATH))
                        .get("items"))
                .isEmpty();
    }

    @Test
    void aNameIsTakenOnce() {
        Map<String, Object> body = body("good-key");
        created(ACME_ADMIN, body);
        Response second = as(ACME_ADMIN).body(body).post(PATH);
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(second.path("type").toString()).isEqualTo("urn:spectrum:problem:name-taken");
        JsonNode other = created(ACME_ADMIN, "good-key");
        assertThat(as(ACME_ADMIN)
                        .body(Map.of("name", body.get("name")))
                        .put(PATH + "/" + id(other))
                        .statusCode())
                .isEqualTo(409);
        created(GLOBEX_OWNER, body);
    }

    @Test
    void theSameKeyMakesItOnce() {
        Map<String, Object> body = body("good-key");
        String key = UUID.randomUUID().toString();
        Response first =
                as(ACME_ADMIN).header("Idempotency-Key", key).body(body).post(PATH);
        Response again =
                as(ACME_ADMIN).header("Idempotency-Key", key).body(body).post(PATH);
        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(json(again.asString())).isEqualTo(json(first.asString()));
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        Map<String, Object> otherSecret = new HashMap<>(body);
        otherSecret.put("credentials", Map.of("api_key", "good-other-key"));
        assertThat(as(ACME_ADMIN)
                        .header("Idempotency-Key", key)
                        .body(otherSecret)
                        .post(PATH)
                        .statusCode())
                .isEqualTo(422);

        String path = PATH + "/" + first.path("id") + "/rotate";
        String rotation = UUID.randomUUID().toString();
        Response rotated = as(ACME_ADMIN)
                .header("Idempotency-Key", rotation)
                .body(Map.of("credentials", good()))
                .post(path);
        Response repeated = as(ACME_ADMIN)
                .header("Idempotency-Key", rotation)
                .body(Map.of("credentials", good()))
                .post(path);
        assertThat(json(repeated.asString())).isEqualTo(json(rotated.asString()));
        assertThat(get(ACME_ADMIN, json(first.asString())).get("version").asInt())
                .isEqualTo(1);
    }

    @Test
    void namesEachMistakeByItsPlace() {
        assertThat(mistakes(Map.of("connector", "stub", "name", name(), "credentials", Map.of())))
                .containsExactly("/credentials/api_key Is required.");
        assertThat(mistakes(Map.of(
                        "connector",
                        "stub",
                        "name",
                        name(),
                        "credentials",
                        Map.of(
                                "api_key", "short",
                                "kind", "other",
                                "certificate", Map.of("pem", "x", "more", 1),
                                "scopes", List.of("a", 1),
                                "expires_at", "soon"),
                        "settings",
                        Map.of("region", "mars", "page_size", 1000))))
                .containsExactly(
                        "/credentials/api_key Must have at least 8 characters.",
                        "/credentials/certificate Has a field that is not known; there are: pem.",
                        "/credentials/certificate/pem Must match the pattern ^-----BEGIN.",
                        "/credentials/expires_at Must have the format date-time.",
                        "/credentials/kind Must be one of live, test.",
                        "/credentials/scopes/1 Must be a string.",
                        "/settings/page_size Must be at most 100.",
                        "/settings/region Must be one of eu, us.");
        assertThat(mistakes(Map.of("connector", "nobody", "name", name(), "credentials", good())))
                .containsExactly("/connector There is no such connector; there are: stub, test_bearer.");
        assertThat(mistakes(Map.of("connector", "stub", "name", name(), "credentials", "text")))
                .containsExactly("/credentials Must be an object.");
        assertThat(mistakes(Map.of("connector", "stub", "name", "a\u0000b", "credentials", good())))
                .containsExactly("/name Must not contain the character U+0000, nor half of a surrogate pair.");
        assertThat(mistakes(Map.of("connector", "stub"))).hasSize(2);
        JsonNode made = created(ACME_ADMIN, "good-key");
        Response put = as(ACME_ADMIN)
                .body(Map.of("name", name(), "credentials", good()))
                .put(PATH + "/" + id(made));
        assertThat(put.statusCode()).isEqualTo(400);
        assertThat(put.path("errors[0].pointer").toString()).isEqualTo("/credentials");
    }

    @Test
    void membersReadAdminsChangeAndNobodyElse() {
        JsonNode made = created(ACME_OWNER, "good-key");
        String path = PATH + "/" + id(made);
        for (String read : List.of(PATH, path)) {
            assertThat(given().get(read).statusCode()).isEqualTo(401);
            assertThat(as(ACME_VIEWER).get(read).statusCode()).isEqualTo(403);
            assertThat(as(ACME_MEMBER).get(read).statusCode()).isEqualTo(200);
            assertThat(as(ROOT).get(read).statusCode()).isEqualTo(403);
            assertThat(asService("outreach-service").get(read).statusCode()).isEqualTo(403);
        }
        assertThat(as(ACME_MEMBER).body(body("good-key")).post(PATH).statusCode())
                .isEqualTo(403);
        assertThat(as(ACME_MEMBER).body(Map.of("name", "x")).put(path).statusCode())
                .isEqualTo(403);
        assertThat(as(ACME_MEMBER).delete(path).statusCode()).isEqualTo(403);
        assertThat(Api.test(ACME_MEMBER, made).statusCode()).isEqualTo(403);
        assertThat(rotate(ACME_MEMBER, made, "good-new-key").statusCode()).isEqualTo(403);
        for (String keys : List.of(PATH + "/keys", "/api/v1/connectors")) {
            assertThat(given().get(keys).statusCode()).isEqualTo(401);
        }
        assertThat(as(ACME_OWNER).get(PATH + "/keys").statusCode()).isEqualTo(403);
        assertThat(as(ACME_OWNER).post(PATH + "/keys/reencrypt").statusCode()).isEqualTo(403);
        assertThat(as(ROOT).get(PATH + "/keys").statusCode()).isEqualTo(200);
    }

    @Test
    void anotherTenantsConnectionIsNotThere() {
        JsonNode made = created(ACME_OWNER, "good-key");
        String path = PATH + "/" + id(made);
        assertThat(as(GLOBEX_OWNER).get(path).statusCode()).isEqualTo(404);
        assertThat(as(GLOBEX_OWNER).body(Map.of("name", "x")).put(path).statusCode())
                .isEqualTo(404);
        assertThat(as(GLOBEX_OWNER).delete(path).statusCode()).isEqualTo(404);
        assertThat(Api.test(GLOBEX_OWNER, made).statusCode()).isEqualTo(404);
        assertThat(rotate(GLOBEX_OWNER, made, "good-new-key").statusCode()).isEqualTo(404);
        assertThat(get(ACME_OWNER, made)).isEqualTo(made);
    }

    @Test
    void theTestButtonSaysWhatTheVendorSays() {
        JsonNode good = created(ACME_ADMIN, "good-key");
        JsonNode working = read(Api.test(ACME_ADMIN, good));
        assertThat(working.get("status").asText()).isEqualTo("working");
        assertThat(working.get("tested_at").asText()).isNotEmpty();
        assertThat(get(ACME_MEMBER, good)).isEqualTo(working);

        JsonNode bad = created(ACME_ADMIN, "wrong-key");
        for (int i = 0; i < 2; i++) {
            JsonNode failing = read(Api.test(ACME_ADMIN, bad));
            assertThat(failing.get("status").asText()).isEqualTo("failing");
            assertThat(failing.get("status_reason").asText()).isEqualTo("Invalid key [secret]");
        }

        JsonNode away = created(ACME_ADMIN, "away-key");
        Response unknown = Api.test(ACME_ADMIN, away);
        assertThat(unknown.statusCode()).isEqualTo(502);
        assertThat(get(ACME_MEMBER, away).get("status").asText()).isEqualTo("untested");

        try (KafkaEvents events = KafkaEvents.of("spectrum.gateway.events")) {
            events.await(
                    event -> event.subject().equals(id(bad)) && event.type().contains("failing"));
            assertThat(events.all().stream()
                            .filter(event -> event.subject().equals(id(bad)))
                            .filter(event -> event.type().contains("failing"))
                            .map(event -> event.data().get("cause").asText()))
                    .containsExactly("refused");
        }
    }

    @Test
    void newCredentialsAreTriedBeforeTheOldOnesGo() {
        JsonNode made = created(ACME_ADMIN, "good-old-key");
        Response refused = rotate(ACME_ADMIN, made, "wrong-new-key");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.path("type").toString()).isEqualTo("urn:spectrum:problem:credentials-refused");
        assertThat(refused.asString()).doesNotContain("wrong-new-key");
        assertThat(rotate(ACME_ADMIN, made, "away-new-key").statusCode()).isEqualTo(502);
        assertThat(rotate(ACME_ADMIN, made, "short").path("errors[0].pointer").toString())
                .isEqualTo("/credentials/api_key");
        assertThat(get(ACME_ADMIN, made)).isEqualTo(made);
        assertThat(read(Api.test(ACME_ADMIN, made)).get("status").asText()).isEqualTo("working");

        Response rotated = rotate(ACME_ADMIN, made, "good-new-key");
        assertThat(rotated.statusCode()).isEqualTo(200);
        assertThat(rotated.header("ETag")).isEqualTo("\"1\"");
        assertThat(as(ACME_ADMIN)
                        .header("If-Match", "\"0\"")
                        .body(Map.of("credentials", good()))
                        .post(PATH + "/" + id(made) + "/rotate")
                        .statusCode())
                .isEqualTo(412);
    }

    private static Map<String, String> good() {
        return Map.of("api_key", "good-key");
    }

    private static List<String> mistakes(Map<String, ?> body) {
        Response answer = as(ACME_ADMIN).body(body).post(PATH);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
        List<String> mistakes = new ArrayList<>();
        json(answer.asString())
                .get("errors")
                .forEach(error -> mistakes.add(error.get("pointer").asText() + " "
                        + error.get("detail").asText()));
        return mistakes;
    }
}
