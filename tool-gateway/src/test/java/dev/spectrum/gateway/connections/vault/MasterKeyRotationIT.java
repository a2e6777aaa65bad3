package dev.spectrum.gateway.connections.vault;

import static dev.spectrum.gateway.Gateway.as;
import static dev.spectrum.gateway.Gateway.read;
import static dev.spectrum.platform.testing.TestUser.ACME_ADMIN;
import static dev.spectrum.platform.testing.TestUser.GLOBEX_OWNER;
import static dev.spectrum.platform.testing.TestUser.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.gateway.Gateway;
import dev.spectrum.gateway.connections.Credentials;
import dev.spectrum.gateway.connections.WithVendor;
import dev.spectrum.gateway.connections.domain.Connection;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The master key is changed as an operator does it, while connectors read and refresh. */
@QuarkusTest
@TestProfile(WithVendor.class)
class MasterKeyRotationIT {

    private static final int EACH = 15;

    @Inject
    Credentials credentials;

    @Inject
    KeysetFile file;

    @Inject
    KeysetConfig config;

    @Test
    void noReadFailsWhileTheMasterKeyIsChanged() throws Exception {
        List<Connection> connections = new ArrayList<>();
        for (TestUser user : List.of(ACME_ADMIN, GLOBEX_OWNER)) {
            for (int i = 0; i < EACH; i++) {
                connections.add(made(user));
            }
        }
        long old = file.current().primaryId();
        AtomicBoolean going = new AtomicBoolean(true);
        AtomicInteger reads = new AtomicInteger();
        AtomicInteger refreshes = new AtomicInteger();

        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<Future<?>> working = List.of(
                    threads.submit(() -> readAll(connections, going, reads)),
                    threads.submit(() -> readAll(connections, going, reads)),
                    threads.submit(() -> refresh(connections.getFirst(), going, refreshes)));
            try {
                rotate(old);
                int sofar = reads.get();
                while (reads.get() < sofar + connections.size()
                        && !working.getFirst().isDone()) {
                    Thread.onSpinWait();
                }
            } finally {
                going.set(false);
            }
            for (Future<?> work : working) {
                work.get();
            }
        }

        assertThat(file.current().ids()).hasSize(1).doesNotContain(old);
        assertThat(reads).hasValueGreaterThan(2 * connections.size());
        assertThat(key(connections.getFirst())).isEqualTo("good-refreshed-" + refreshes.get());
        JsonNode keys = read(as(ROOT).get("/api/v1/connections/keys")).get("items");
        assertThat(keys).hasSize(1);
        assertThat(keys.get(0).get("primary").asBoolean()).isTrue();
    }

    private void rotate(long old) {
        command("add");
        assertThat(file.current().primaryId()).isEqualTo(old);
        command("promote");
        long now = file.current().primaryId();
        assertThat(now).isNotEqualTo(old);
        assertThat(file.current().ids()).containsExactly(old, now);

        JsonNode progress = read(as(ROOT).post("/api/v1/connections/keys/reencrypt"));
        assertThat(progress.get("finished").asBoolean()).isTrue();
        assertThat(progress.get("unreadable").asInt()).isZero();
        assertThat(progress.get("reencrypted").asInt()).isGreaterThanOrEqualTo(2 * EACH - 1);
        JsonNode again = read(as(ROOT).post("/api/v1/connections/keys/reencrypt"));
        assertThat(again.get("reencrypted").asInt()).isZero();

        command("prune");
    }

    private void command(String name) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        assertThat(KeysetCommand.run(
                        new PrintStream(said),
                        name,
                        config.keysetFile().orElseThrow().toString()))
                .as("%s", said)
                .isZero();
        assertThat(file.reload()).isTrue();
    }

    private void readAll(List<Connection> connections, AtomicBoolean going, AtomicInteger reads) {
        while (going.get()) {
            for (Connection connection : connections) {
                assertThat(key(connection)).startsWith("good-");
                reads.incrementAndGet();
            }
        }
    }

    /** A vendor that gives a new token each time, and takes the old one back. */
    private void refresh(Connection connection, AtomicBoolean going, AtomicInteger refreshes) {
        while (going.get()) {
            Connection now = done(() -> credentials.active(connection.tenantId())).stream()
                    .filter(one -> one.id().equals(connection.id()))
                    .findFirst()
                    .orElseThrow();
            ObjectNode fresh =
                    new ObjectMapper().createObjectNode().put("api_key", "good-refreshed-" + (refreshes.get() + 1));
            if (done(() -> credentials.refreshed(now, fresh))) {
                refreshes.incrementAndGet();
            }
        }
    }

    private Connection made(TestUser user) {
        JsonNode made = Gateway.json(as(user).body(Map.of(
                        "connector",
                        "stub",
                        "name",
                        "rotated " + UUID.randomUUID(),
                        "credentials",
                        Map.of("api_key", "good-key")))
                .post("/api/v1/connections")
                .asString());
        UUID tenant = user == ACME_ADMIN ? TestUser.ACME : TestUser.GLOBEX;
        return new Connection(
                tenant,
                UUID.fromString(made.get("id").asText()),
                "stub",
                made.get("name").asText(),
                "{}",
                0);
    }

    private String key(Connection connection) {
        return done(() -> credentials.reveal(connection)).get("api_key").asText();
    }

    private static <T> T done(Supplier<Uni<T>> work) {
        try {
            return VertxContextSupport.subscribeAndAwait(work);
        } catch (Throwable failed) {
            throw new AssertionError(failed);
        }
    }
}
