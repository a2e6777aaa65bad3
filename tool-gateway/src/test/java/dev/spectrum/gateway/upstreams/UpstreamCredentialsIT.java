package dev.spectrum.gateway.upstreams;

import static dev.spectrum.gateway.Gateway.as;
import static dev.spectrum.gateway.Gateway.json;
import static dev.spectrum.gateway.Gateway.read;
import static dev.spectrum.platform.testing.TestUser.ACME_ADMIN;
import static dev.spectrum.platform.testing.TestUser.ACME_MEMBER;
import static dev.spectrum.platform.testing.TestUser.GLOBEX;
import static dev.spectrum.platform.testing.TestUser.GLOBEX_OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.gateway.Gateway;
import dev.spectrum.gateway.Superuser;
import dev.spectrum.platform.testing.KafkaEvents;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Upstreams that want credentials: those of a connection, out of the vault. */
@QuarkusTest
class UpstreamCredentialsIT {

    private static final String CONNECTIONS = "/api/v1/connections";

    private final ScriptedUpstream server =
            ScriptedUpstream.start().offer("look", true).offer("change", false);
    private final List<UpstreamsForTests> added = new ArrayList<>();

    @AfterEach
    void deleteThem() {
        added.forEach(UpstreamsForTests::delete);
        server.close();
    }

    @Test
    void everyRequestToItCarriesThem() {
        server.letIn("Bearer wiki-key-1");
        String connection = connect(
                ACME_ADMIN,
                Map.of("bearer", "wiki-key-1", "headers", Map.of("X-Space", "acme", "Host", "elsewhere.example")));
        UpstreamsForTests upstream = add(connection);

        assertThat(upstream.call("look", Map.of("text", "hello"))
                        .at("/result/given/text")
                        .asText())
                .isEqualTo("hello");
        for (String method : List.of("initialize", "notifications/initialized", "tools/list", "tools/call")) {
            assertThat(server.received(method)).as(method).isNotEmpty().allSatisfy(request -> {
                assertThat(request.headers().get("Authorization")).containsExactly("Bearer wiki-key-1");
                assertThat(request.headers().get("X-Space")).containsExactly("acme");
                assertThat(request.headers().getFirst("Host")).startsWith("localhost");
                assertThat(request.headers().toString()).doesNotContain(ACME_MEMBER.token());
            });
        }
        JsonNode used = view(connection);
        assertThat(used.get("status").asText()).isEqualTo("working");
        assertThat(used.get("last_used_at").isNull()).isFalse();
        assertThat(used.toString() + upstream.view()).doesNotContain("wiki-key");
    }

    @Test
    void credentialsThatItRefusesMarkTheConnectionAndOthersAreUsedAtTheNextCall() {
        server.letIn("Bearer wiki-key-1");
        String connection = connect(ACME_ADMIN, Map.of("bearer", "wiki-key-1"));
        UpstreamsForTests upstream = add(connection);
        upstream.call("look", Map.of());

        server.letIn("Bearer wiki-key-2");
        JsonNode refused = upstream.call("change", Map.of());
        assertThat(refused.at("/result/error").asText()).isEqualTo("upstream-refused");
        assertThat(refused.toString()).doesNotContain("wiki-key");
        assertThat(view(connection).get("status").asText()).isEqualTo("failing");
        assertThat(view(connection).get("status_reason").asText())
                .isEqualTo("The upstream Test refuses the credentials.");

        read(as(ACME_ADMIN)
                .body(Map.of("credentials", Map.of("bearer", "wiki-key-2")))
                .post(CONNECTIONS + "/" + connection + "/rotate"));
        assertThat(upstream.call("change", Map.of()).get("is_error").asBoolean())
                .isFalse();
        assertThat(view(connection).get("status").asText()).isEqualTo("working");
        assertThat(server.received("tools/call").getLast().headers().getFirst("Authorization"))
                .isEqualTo("Bearer wiki-key-2");
        try (KafkaEvents events = KafkaEvents.of("spectrum.gateway.events")) {
            assertThat(events.await(event -> event.subject().equals(connection)
                                    && event.type().equals("dev.spectrum.gateway.connection.failing.v1"))
                            .data()
                            .get("cause")
                            .asText())
                    .isEqualTo("refused");
        }
    }

    @Test
    void theTestButtonAndARotationAskIt() {
        server.letIn("Bearer wiki-key-1");
        String connection = connect(ACME_ADMIN, Map.of("bearer", "wiki-key-0"));
        String path = CONNECTIONS + "/" + connection;
        assertThat(as(ACME_ADMIN).post(path + "/test").<String>path("type"))
                .as("no upstream names it")
                .isEqualTo("urn:spectrum:problem:nobody-to-ask");
        add(connection);
        assertThat(read(as(ACME_ADMIN).post(path + "/test")).get("status").asText())
                .isEqualTo("failing");

        Response refused = as(ACME_ADMIN)
                .body(Map.of("credentials", Map.of("bearer", "wiki-key-2")))
                .post(path + "/rotate");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.asString()).contains("credentials-refused").doesNotContain("wiki-key");

        int asked = server.received("tools/list").size();
        JsonNode rotated = read(as(ACME_ADMIN)
                .body(Map.of("credentials", Map.of("bearer", "wiki-key-1")))
                .post(path + "/rotate"));
        assertThat(rotated.get("status").asText()).isEqualTo("working");
        assertThat(server.received("tools/list")).hasSize(asked + 1);
        assertThat(read(as(ACME_ADMIN).post(path + "/test")).get("status").asText())
                .isEqualTo("working");
        server.goAway();
        assertThat(as(ACME_ADMIN).post(path + "/test").statusCode()).isEqualTo(502);
    }

    @Test
    void whatItRepeatsOfThemIsStruckOut() {
        String key = "wiki/key+4711";
        server.letIn("Bearer " + key);
        UpstreamsForTests upstream = add(connect(ACME_ADMIN, Map.of("bearer", key)));
        String basic = java.util.Base64.getEncoder()
                .encodeToString(("wiki:" + key).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        server.act(
                "change",
                arguments -> ScriptedUpstream.structured(Gateway.json("{\"raw\": \"" + key + "\", \"in\": {\"" + key
                        + "\": [\"?k=wiki%2Fkey%2B4711\", \"" + basic + "\"]}}")));
        String answer = upstream.call("change", Map.of()).get("result").toString();
        assertThat(answer).doesNotContain("4711", basic).contains("[secret]");
        server.act("look", arguments -> ScriptedUpstream.text("No: " + key).put("isError", true));
        assertThat(upstream.call("look", Map.of()).at("/result/message").asText())
                .isEqualTo("No: [secret]");
    }

    @Test
    void refusedWhereASessionWouldBeginMarksItToo() {
        server.letIn("Bearer wiki-key-1");
        String connection = connect(ACME_ADMIN, Map.of("bearer", "wiki-key-of-another"));
        UpstreamsForTests upstream = add(connection);
        assertThat(upstream.view().get("failure").asText()).contains("refuses the credentials");
        assertThat(view(connection).get("status").asText()).isEqualTo("failing");
    }

    @Test
    void whatAnotherTenantHasIsOfNoUse() throws SQLException {
        server.letIn("Bearer wiki-key-1");
        String acmes = connect(ACME_ADMIN, Map.of("bearer", "wiki-key-1"));
        requireRefused(offer(GLOBEX_OWNER, Map.of("connection_id", acmes)));
        assertThat(server.received("initialize")).isEmpty();

        String globexs = offer(GLOBEX_OWNER, Map.of()).path("id");
        try (Connection superuser = Superuser.connect();
                Statement statement = superuser.createStatement()) {
            // Whoever changes something does so for a tenant: the log of changes wants to know for which.
            statement.execute("select set_config('app.tenant_id', '" + GLOBEX + "', false)");
            statement.execute("update upstream set connection_id = '" + acmes + "' where id = '" + globexs + "'");
        }
        JsonNode view = read(as(GLOBEX_OWNER).post("/api/v1/upstreams/{id}/refresh", globexs));
        assertThat(view.get("failure").asText()).contains("connection is not there");
        assertThat(server.received("initialize"))
                .as("even if it is written there somehow")
                .allSatisfy(request -> assertThat(request.headers().containsKey("Authorization"))
                        .isFalse());
        as(GLOBEX_OWNER).delete("/api/v1/upstreams/{id}", globexs).then().statusCode(204);
    }

    @Test
    void aVendorsKeyIsNotForAnUpstream() {
        Response vendors = as(ACME_ADMIN)
                .body(Map.of(
                        "connector",
                        "test_bearer",
                        "name",
                        "vendor " + UUID.randomUUID(),
                        "credentials",
                        Map.of("api_key", "desk-key-4711"),
                        "settings",
                        Map.of("address", server.url())))
                .post(CONNECTIONS);
        assertThat(vendors.statusCode()).as(vendors.asString()).isEqualTo(201);
        String id = vendors.path("id");
        requireRefused(offer(ACME_ADMIN, Map.of("connection_id", id)));
        as(ACME_ADMIN).delete(CONNECTIONS + "/" + id).then().statusCode(204);
        assertThat(server.received("initialize")).isEmpty();
    }

    private Response offer(TestUser user, Map<String, ?> more) {
        Map<String, Object> body =
                new HashMap<>(Map.of("name", "Test", "url", server.url(), "prefix", UpstreamsForTests.newPrefix()));
        body.putAll(more);
        return as(user).body(body).post("/api/v1/upstreams");
    }

    private static void requireRefused(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
        assertThat(answer.<String>path("errors[0].pointer")).isEqualTo("/connection_id");
    }

    @Test
    void withoutItsConnectionNothingIsSent() {
        server.letIn("Bearer wiki-key-1");
        String connection = connect(ACME_ADMIN, Map.of("bearer", "wiki-key-1"));
        UpstreamsForTests upstream = add(connection);
        as(ACME_ADMIN).delete(CONNECTIONS + "/" + connection).then().statusCode(204);
        assertThat(upstream.call("look", Map.of()).at("/result/error").asText()).isEqualTo("upstream-refused");
        assertThat(server.received("tools/call")).isEmpty();
    }

    private UpstreamsForTests add(String connection) {
        UpstreamsForTests upstream = UpstreamsForTests.add(server.url(), Map.of("connection_id", connection));
        added.add(upstream);
        return upstream;
    }

    private static String connect(TestUser user, Map<String, ?> secrets) {
        Response answer = as(user).body(
                        Map.of("connector", "mcp", "name", "wiki " + UUID.randomUUID(), "credentials", secrets))
                .post(CONNECTIONS);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        return json(answer.asString()).get("id").asText();
    }

    private static JsonNode view(String connection) {
        return Gateway.read(as(ACME_ADMIN).get(CONNECTIONS + "/" + connection));
    }
}
