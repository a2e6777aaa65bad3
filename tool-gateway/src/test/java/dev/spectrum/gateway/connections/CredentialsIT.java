package dev.spectrum.gateway.connections;

import static dev.spectrum.gateway.connections.Api.created;
import static dev.spectrum.gateway.connections.Api.get;
import static dev.spectrum.gateway.connections.Api.id;
import static dev.spectrum.gateway.connections.Api.name;
import static dev.spectrum.gateway.connections.Api.rotate;
import static dev.spectrum.platform.testing.TestUser.ACME;
import static dev.spectrum.platform.testing.TestUser.ACME_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.gateway.Gateway;
import dev.spectrum.gateway.Superuser;
import dev.spectrum.gateway.connections.domain.Connection;
import dev.spectrum.platform.testing.Catalogue;
import dev.spectrum.platform.testing.KafkaEvents;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What connectors are told of connections. */
@QuarkusTest
@TestProfile(WithVendor.class)
class CredentialsIT {

    @Inject
    Credentials credentials;

    @Inject
    ExpirySweep expiry;

    @Test
    void revealsWhatWasStored() {
        Connection connection = known(created(ACME_ADMIN, "good-key"));
        assertThat(key(connection)).isEqualTo("good-key");
        assertThat(connection.connector()).isEqualTo("stub");
        assertThat(connection.settings()).isEqualTo("{}");
    }

    @Test
    void seesEveryChangeAtOnce() {
        JsonNode made = created(ACME_ADMIN, "good-key");
        Connection before = known(made);
        rotate(ACME_ADMIN, made, "good-new-key");
        Connection after = known(made);
        assertThat(after.version()).isGreaterThan(before.version());
        assertThat(key(after)).isEqualTo("good-new-key");
        assertThat(key(before)).as("secrets are never remembered").isEqualTo("good-new-key");

        Gateway.as(ACME_ADMIN).delete(Api.PATH + "/" + id(made));
        assertThat(active()).noneMatch(one -> one.id().equals(before.id()));
        assertThatThrownBy(() -> key(before)).hasRootCauseInstanceOf(Gone.class);
    }

    @Test
    void seesWhatAnotherProcessChanged() throws Exception {
        JsonNode made = created(ACME_ADMIN, "good-key");
        known(made);
        String renamed = name();
        try (java.sql.Connection app = Catalogue.asApp();
                PreparedStatement update = app.prepareStatement(
                        "update connection set name = ?, version = version + 1, updated_at = now() where id = ?")) {
            app.createStatement().execute("set app.tenant_id = '" + ACME + "'");
            update.setString(1, renamed);
            update.setObject(2, UUID.fromString(id(made)));
            assertThat(update.executeUpdate()).isOne();
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> known(made).name().equals(renamed));
    }

    @Test
    void oneOfTwoRefreshesCounts() {
        JsonNode made = created(ACME_ADMIN, "good-key");
        Connection connection = known(made);
        // A change of the name between reading and refreshing does not make the refresh void.
        Gateway.as(ACME_ADMIN).body(Map.of("name", name())).put(Api.PATH + "/" + id(made));
        Connection renamed = known(made);
        assertThat(renamed.version()).isGreaterThan(connection.version());
        assertThat(done(() -> credentials.refreshed(connection, secret("good-refreshed"))))
                .isTrue();
        assertThat(done(() -> credentials.refreshed(renamed, secret("good-too-late"))))
                .isFalse();
        assertThat(key(connection)).isEqualTo("good-refreshed");
        assertThat(get(ACME_ADMIN, made).get("version").asInt())
                .as("a refresh does not stand in the way of whoever edits")
                .isEqualTo(1);
    }

    @Test
    void noneOfManyRefreshesAtOnceIsLost() throws Exception {
        Connection connection = known(created(ACME_ADMIN, "good-key"));
        java.util.concurrent.atomic.AtomicInteger kept = new java.util.concurrent.atomic.AtomicInteger();
        try (var threads = java.util.concurrent.Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                String mine = "good-refreshed-" + i;
                threads.submit(() -> {
                    if (done(() -> credentials.refreshed(connection, secret(mine)))) {
                        kept.incrementAndGet();
                    }
                });
            }
        }
        assertThat(kept).hasValue(1);
    }

    @Test
    void notesTheLastUseOnceAMinute() {
        JsonNode made = created(ACME_ADMIN, "good-key");
        Connection connection = known(made);
        done(() -> credentials.worked(connection));
        JsonNode used = get(ACME_ADMIN, made);
        assertThat(used.get("status").asText()).isEqualTo("working");
        String at = used.get("last_used_at").asText();
        assertThat(Instant.parse(at)).isBetween(Instant.now().minusSeconds(60), Instant.now());
        done(() -> credentials.worked(connection));
        assertThat(get(ACME_ADMIN, made).get("last_used_at").asText()).isEqualTo(at);
    }

    @Test
    void tellsOnceThatItFailsUntilItWorksAgain() {
        JsonNode made = created(ACME_ADMIN, "good-key");
        Connection connection = known(made);
        done(() -> credentials.failing(connection, "401: the key good-key\nwas revoked"));
        done(() -> credentials.failing(connection, "401 again"));
        JsonNode failing = get(ACME_ADMIN, made);
        assertThat(failing.get("status").asText()).isEqualTo("failing");
        assertThat(failing.get("status_reason").asText()).isEqualTo("401: the key [secret] was revoked");
        assertThat(failing.get("version").asInt()).isZero();

        done(() -> credentials.worked(connection));
        assertThat(get(ACME_ADMIN, made).get("status").asText()).isEqualTo("working");
        done(() -> credentials.failing(connection, "401 once more"));
        rotate(ACME_ADMIN, made, "good-new-key");
        done(() -> credentials.failing(connection, "a late word of the old key"));
        assertThat(get(ACME_ADMIN, made).get("status").asText()).isEqualTo("working");

        assertThat(failures(made, 2)).containsExactly("refused", "refused");
    }

    @Test
    void tellsOnceThatItHasExpired() throws SQLException {
        String later =
                Instant.now().plusSeconds(600).truncatedTo(ChronoUnit.SECONDS).toString();
        JsonNode made = created(ACME_ADMIN, expiring(Map.of("api_key", "good-key", "expires_at", later)));
        JsonNode renewed = created(
                ACME_ADMIN,
                expiring(Map.of("api_key", "good-key", "expires_at", later, "refresh_token", "good-refresh")));
        assertThat(Instant.parse(made.get("expires_at").asText())).isEqualTo(Instant.parse(later));
        assertThat(renewed.get("expires_at").isNull()).isTrue();
        done(expiry::run);
        assertThat(get(ACME_ADMIN, made).get("status").asText()).isEqualTo("untested");

        tenMinutesPass();
        done(expiry::run);
        done(expiry::run);
        assertThat(get(ACME_ADMIN, made).get("status").asText()).isEqualTo("failing");
        assertThat(get(ACME_ADMIN, made).get("status_reason").asText()).startsWith("The credentials expired at");
        assertThat(get(ACME_ADMIN, renewed).get("status").asText()).isEqualTo("untested");
        assertThat(failures(made, 1)).containsExactly("expired");
    }

    private static void tenMinutesPass() throws SQLException {
        try (java.sql.Connection superuser = Superuser.connect();
                Statement statement = superuser.createStatement()) {
            statement.execute("update connection set expires_at = expires_at - interval '10 minutes'");
        }
    }

    private static Map<String, Object> expiring(Map<String, String> secrets) {
        return Map.of("connector", "stub", "name", name(), "credentials", secrets);
    }

    private static List<String> failures(JsonNode connection, int expected) {
        try (KafkaEvents events = KafkaEvents.of("spectrum.gateway.events")) {
            events.await(
                    expected,
                    event -> event.subject().equals(id(connection))
                            && event.type().contains("failing"));
            return events.all().stream()
                    .filter(event -> event.subject().equals(id(connection)))
                    .filter(event -> event.type().contains("failing"))
                    .map(event -> event.data().get("cause").asText())
                    .toList();
        }
    }

    private Connection known(JsonNode made) {
        return active().stream()
                .filter(one -> one.id().toString().equals(id(made)))
                .findFirst()
                .orElseThrow();
    }

    private List<Connection> active() {
        return done(() -> credentials.active(ACME));
    }

    private String key(Connection connection) {
        return done(() -> credentials.reveal(connection)).get("api_key").asText();
    }

    private static ObjectNode secret(String key) {
        return new ObjectMapper().createObjectNode().put("api_key", key);
    }

    private static <T> T done(Supplier<Uni<T>> work) {
        try {
            return VertxContextSupport.subscribeAndAwait(work);
        } catch (Throwable failed) {
            throw new AssertionError(failed);
        }
    }
}
