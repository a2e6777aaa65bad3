package dev.spectrum.gateway.connections;

import static dev.spectrum.gateway.Gateway.as;
import static dev.spectrum.gateway.connections.Api.PATH;
import static dev.spectrum.gateway.connections.Api.id;
import static dev.spectrum.gateway.connections.Api.name;
import static dev.spectrum.platform.testing.TestUser.ACME;
import static dev.spectrum.platform.testing.TestUser.ACME_ADMIN;
import static dev.spectrum.platform.testing.TestUser.ACME_MEMBER;
import static dev.spectrum.platform.testing.TestUser.ROOT;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.gateway.Gateway;
import dev.spectrum.gateway.connections.domain.Connection;
import dev.spectrum.platform.testing.KafkaEvents;
import dev.spectrum.servers.PostgresServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** A secret that would be recognised anywhere goes in through every door, and is found nowhere afterwards. */
@QuarkusTest
@TestProfile(WithVendor.class)
class CanaryIT {

    private static final String CANARY = "CANARY" + UUID.randomUUID().toString().replace("-", "");
    private static final String ACCEPTED = "good/" + CANARY + "+=";
    private static final String REFUSED = "wrong" + CANARY;
    private static final String AWAY = "away" + CANARY;

    @Inject
    Credentials credentials;

    @Inject
    SpansForTests spans;

    private final List<String> answers = new ArrayList<>();

    @Test
    void theSecretIsFoundNowhere() throws Exception {
        JsonNode made;
        try (LoudLogs aloud = new LoudLogs()) {
            made = useIt();
            giveItWrongly(made);
            haveItRepeated();
            failWithIt(made);
        }

        assertThat(spotted(answers)).as("answers").isEmpty();
        assertThat(answers).hasSizeGreaterThan(40);
        assertThat(spotted(List.of(given().get("/q/metrics").asString())))
                .as("metrics")
                .isEmpty();
        assertThat(spans.all()).isNotEmpty();
        assertThat(spotted(spans.all())).as("spans").isEmpty();
        try (KafkaEvents events = KafkaEvents.of("spectrum.gateway.events")) {
            events.await(
                    event -> event.subject().equals(id(made)) && event.type().contains("failing"));
            assertThat(spotted(events.all().stream().map(Object::toString).toList()))
                    .as("events")
                    .isEmpty();
        }
        List<String> rows = everyRow();
        assertThat(rows).anyMatch(row -> row.contains(id(made)));
        assertThat(spotted(rows)).as("the database").isEmpty();
        List<String> log = Files.readAllLines(Path.of(WithVendor.LOG));
        assertThat(log)
                .hasSizeGreaterThan(1000)
                .anyMatch(line -> line.contains("\"TRACE\"") && line.contains("io.vertx"));
        assertThat(spotted(log)).as("logs").isEmpty();
    }

    /** All that is done with a secret that is right. */
    private JsonNode useIt() {
        Response created = as(ACME_ADMIN)
                .header("Idempotency-Key", UUID.randomUUID())
                .body(body(Map.of("api_key", ACCEPTED, "refresh_token", CANARY)))
                .post(PATH);
        assertThat(noted(created).statusCode()).isEqualTo(201);
        JsonNode made = Gateway.json(created.asString());
        noted(as(ACME_MEMBER).get(PATH));
        noted(as(ACME_MEMBER).get(PATH + "/" + id(made)));
        noted(as(ACME_ADMIN).body(Map.of("name", name())).put(PATH + "/" + id(made)));
        noted(Api.test(ACME_ADMIN, made));
        assertThat(noted(Api.rotate(ACME_ADMIN, made, ACCEPTED)).statusCode()).isEqualTo(200);
        assertThat(noted(Api.rotate(ACME_ADMIN, made, REFUSED)).statusCode()).isEqualTo(422);
        assertThat(noted(Api.rotate(ACME_ADMIN, made, AWAY)).statusCode()).isEqualTo(502);
        noted(as(ROOT).get(PATH + "/keys"));
        noted(as(ROOT).post(PATH + "/keys/reencrypt"));
        JsonNode refused = Gateway.json(
                noted(as(ACME_ADMIN).body(body(Map.of("api_key", REFUSED))).post(PATH))
                        .asString());
        assertThat(noted(Api.test(ACME_ADMIN, refused)).path("status").toString())
                .isEqualTo("failing");
        JsonNode away = Gateway.json(
                noted(as(ACME_ADMIN).body(body(Map.of("api_key", AWAY))).post(PATH))
                        .asString());
        noted(Api.test(ACME_ADMIN, away));
        noted(as(ACME_ADMIN).get(PATH));
        return made;
    }

    /** By a vendor, in a tool's result and in a refusal; a write's result is kept for its repetition. */
    private void haveItRepeated() {
        JsonNode desk = Gateway.json(noted(as(ACME_ADMIN)
                        .body(Map.of(
                                "connector",
                                "test_bearer",
                                "name",
                                name(),
                                "credentials",
                                Map.of("api_key", ACCEPTED),
                                "settings",
                                Map.of("address", VendorForTests.address())))
                        .post(PATH))
                .asString());
        await().until(() -> noted(call("77")).statusCode() == 200);
        assertThat(noted(call("78")).asString()).contains("[secret]").contains("\"is_error\":false");
        assertThat(noted(call("refused")).asString()).contains("\"is_error\":true");
        noted(as(ACME_ADMIN).delete(PATH + "/" + id(desk)));
    }

    private static Response call(String ticket) {
        return Gateway.call(
                as(ACME_MEMBER).header("Idempotency-Key", "canary-" + ticket + "-" + name()),
                "bearerdesk_answer_ticket",
                Map.of("ticket_id", ticket, "text", "Hello"));
    }

    /** A secret in every place where it does not belong. */
    private void giveItWrongly(JsonNode made) {
        List<Object> wrong = new ArrayList<>(List.of(
                body(Map.of("api_key", REFUSED, CANARY, "x")),
                body(Map.of("api_key", REFUSED, "api_" + CANARY, CANARY)),
                body(Map.of("api_key", List.of(CANARY))),
                body(Map.of("api_key", Map.of(CANARY, CANARY))),
                body(Map.of("api_key", CANARY.repeat(10))),
                body(Map.of("api_key", REFUSED, "kind", CANARY)),
                body(Map.of("api_key", REFUSED, "expires_at", CANARY)),
                body(Map.of("api_key", REFUSED, "certificate", CANARY)),
                body(Map.of("api_key", REFUSED, "certificate", Map.of("pem", CANARY))),
                body(Map.of("api_key", REFUSED, "certificate", Map.of(CANARY, CANARY))),
                body(Map.of("api_key", REFUSED, "scopes", List.of(Map.of(CANARY, 1)))),
                body(Map.of("api_key", REFUSED, "refresh_token", "\u0000" + CANARY)),
                body(Map.of("api_key", REFUSED, "scopes", List.of(CANARY.repeat(1000)))),
                Map.of("connector", "stub", "name", name(), "credentials", CANARY),
                Map.of("connector", "stub", "name", name(), "credentials", List.of(CANARY)),
                Map.of("connector", CANARY, "name", name(), "credentials", Map.of("api_key", REFUSED)),
                Map.of("connector", "stub", "name", CANARY + "\u0000", "credentials", Map.of("api_key", REFUSED)),
                Map.of("connector", "stub", "name", CANARY.repeat(5), "credentials", Map.of("api_key", REFUSED)),
                Map.of("connector", "stub", "name", List.of(CANARY), "credentials", Map.of("api_key", REFUSED)),
                Map.of("connector", "stub", "credentials", Map.of("api_key", REFUSED)),
                withSettings(Map.of(CANARY, 1)),
                withSettings(Map.of("region", CANARY)),
                withSettings(Map.of("page_size", CANARY)),
                withSettings(Map.of("region", Map.of(CANARY, CANARY))),
                withSettings(CANARY),
                List.of(CANARY),
                "{\"credentials\": {\"api_key\": \"" + CANARY + "\", }",
                "{\"credentials\": {\"api_key\": \"" + CANARY,
                "{\"credentials\": {\"api_key\": " + CANARY + "}}",
                CANARY));
        for (Object body : wrong) {
            assertThat(noted(as(ACME_ADMIN).body(body).post(PATH)).statusCode())
                    .as("%s", body)
                    .isEqualTo(400);
            assertThat(noted(as(ACME_MEMBER).body(body).post(PATH)).statusCode())
                    .as("%s", body)
                    .isEqualTo(403);
            noted(as(ACME_ADMIN).body(body).post(PATH + "/" + id(made) + "/rotate"));
        }
        noted(as(ACME_ADMIN)
                .body(Map.of("name", name(), "credentials", Map.of("api_key", CANARY)))
                .put(PATH + "/" + id(made)));
        noted(as(ACME_ADMIN)
                .header("If-Match", "\"99\"")
                .body(Map.of("credentials", Map.of("api_key", ACCEPTED)))
                .post(PATH + "/" + id(made) + "/rotate"));
        noted(as(ACME_ADMIN)
                .body(body(Map.of("api_key", REFUSED)))
                .contentType("text/plain")
                .post(PATH));
        noted(as(ACME_ADMIN).body(body(Map.of("api_key", REFUSED))).put(PATH));
        noted(given().body(body(Map.of("api_key", REFUSED)).toString()).post(PATH));
    }

    /** What goes wrong with the secret at hand, seen as exceptions. */
    private void failWithIt(JsonNode made) {
        Connection connection = done(() -> credentials.active(ACME)).stream()
                .filter(one -> one.id().toString().equals(id(made)))
                .findFirst()
                .orElseThrow();
        answers.add(connection.toString());
        for (String reason : List.of(
                "The key " + ACCEPTED + " is bad",
                "?key=" + URLEncoder.encode(ACCEPTED, StandardCharsets.UTF_8),
                "Basic " + Base64.getEncoder().encodeToString(ACCEPTED.getBytes(StandardCharsets.UTF_8)))) {
            done(() -> credentials.worked(connection));
            done(() -> credentials.failing(connection, reason));
            noted(as(ACME_MEMBER).get(PATH + "/" + id(made)));
        }
        Throwable gone = catchThrowable(() -> done(() -> credentials.reveal(new Connection(
                ACME, UUID.randomUUID(), connection.connector(), connection.name(), "{}", connection.version()))));
        StringWriter text = new StringWriter();
        gone.printStackTrace(new PrintWriter(text));
        answers.add(text.toString());
    }

    private static Map<String, Object> body(Map<String, ?> secrets) {
        return Map.of("connector", "stub", "name", name(), "credentials", secrets);
    }

    private static Map<String, Object> withSettings(Object settings) {
        return Map.of(
                "connector", "stub", "name", name(), "credentials", Map.of("api_key", REFUSED), "settings", settings);
    }

    private Response noted(Response answer) {
        answers.add(answer.statusCode() + " " + answer.headers() + " " + answer.asString());
        return answer;
    }

    private static List<String> spotted(List<String> texts) {
        List<String> forms = List.of(
                CANARY,
                HexFormat.of().formatHex(CANARY.getBytes(StandardCharsets.UTF_8)),
                Base64.getEncoder().encodeToString(ACCEPTED.getBytes(StandardCharsets.UTF_8)),
                Base64.getEncoder().encodeToString(REFUSED.getBytes(StandardCharsets.UTF_8)),
                Base64.getEncoder().encodeToString(CANARY.getBytes(StandardCharsets.UTF_8)));
        return texts.stream()
                .filter(text -> forms.stream().anyMatch(text::contains))
                .map(text -> text.length() > 2000 ? text.substring(0, 2000) : text)
                .limit(5)
                .toList();
    }

    /** Of every table of the service, as a superuser sees it; bytes are in hexadecimal. */
    private static List<String> everyRow() throws SQLException {
        String url = ConfigProvider.getConfig().getValue("quarkus.datasource.jdbc.url", String.class);
        List<String> rows = new ArrayList<>();
        try (java.sql.Connection superuser =
                        DriverManager.getConnection(url, PostgresServer.SUPERUSER, PostgresServer.PASSWORD);
                Statement tables = superuser.createStatement();
                Statement select = superuser.createStatement();
                ResultSet names = tables.executeQuery(
                        "select tablename from pg_tables where schemaname = 'gateway' order by 1")) {
            while (names.next()) {
                String table = names.getString(1);
                try (ResultSet row = select.executeQuery("select t::text from gateway." + table + " t")) {
                    while (row.next()) {
                        rows.add(table + " " + row.getString(1));
                    }
                }
            }
        }
        return rows;
    }

    private static <T> T done(Supplier<Uni<T>> work) {
        try {
            return VertxContextSupport.subscribeAndAwait(work);
        } catch (Throwable failed) {
            throw new AssertionError(failed);
        }
    }
}
