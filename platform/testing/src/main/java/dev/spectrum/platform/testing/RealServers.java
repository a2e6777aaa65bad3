package dev.spectrum.platform.testing;

import dev.spectrum.servers.KafkaServer;
import dev.spectrum.servers.PostgresServer;
import dev.spectrum.servers.RedisServer;
import dev.spectrum.servers.TemporaryServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * Real PostgreSQL, Redis, Kafka and an OIDC issuer for every {@code @QuarkusTest} of a module, started once. Where a Docker
 * engine answers ({@code -Dspectrum.docker=true}), Dev Services bring the first three, and this only the issuer.
 */
public class RealServers implements QuarkusTestResourceLifecycleManager {

    // Once for a whole test JVM, however often Quarkus restarts in it: the servers end with the JVM.
    private static @Nullable Map<String, String> settings;

    private static @Nullable TemporaryServer<PostgresServer> postgres;
    private static @Nullable TemporaryServer<RedisServer> redis;
    private static @Nullable TemporaryServer<KafkaServer> kafka;

    @Override
    public Map<String, String> start() {
        synchronized (RealServers.class) {
            if (settings == null) {
                settings = startAll();
            }
            return settings;
        }
    }

    @Override
    public void stop() {
        // The servers end with the JVM.
    }

    /** The tests' PostgreSQL, for a test that stops it and starts it again; skips the test where Dev Services brought it. */
    public static TemporaryServer<PostgresServer> postgres() {
        return ours(postgres);
    }

    /** The tests' Redis, for a test that stops it and starts it again; skips the test where Dev Services brought it. */
    public static TemporaryServer<RedisServer> redis() {
        return ours(redis);
    }

    /** The tests' Kafka, for a test that stops it and starts it again; skips the test where Dev Services brought it. */
    public static TemporaryServer<KafkaServer> kafka() {
        return ours(kafka);
    }

    private static <T> T ours(@Nullable T server) {
        Assumptions.assumeTrue(server != null, "Dev Services brought this server");
        return Objects.requireNonNull(server);
    }

    private static Map<String, String> startAll() {
        Map<String, String> started = new HashMap<>(OidcIssuer.start());
        if (!Boolean.getBoolean("spectrum.docker")) {
            CompletableFuture<TemporaryServer<PostgresServer>> starting =
                    CompletableFuture.supplyAsync(TemporaryServer::postgres);
            kafka = startKafka();
            redis = TemporaryServer.redis();
            postgres = starting.join();
            started.put("SPECTRUM_DB_HOST", "localhost");
            started.put("SPECTRUM_DB_PORT", Integer.toString(postgres.server().port()));
            started.put("SPECTRUM_REDIS_URL", redis.server().url());
            started.put("SPECTRUM_KAFKA", kafka.server().bootstrapServers());
            // Tests that stop Kafka wait until the relay has given up once.
            started.put("spectrum.outbox.delivery-timeout", "3S");
        }
        return Map.copyOf(started);
    }

    /** Kafka's client finds classes through the thread's class loader, which must be the one that loaded the client. */
    private static TemporaryServer<KafkaServer> startKafka() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(RealServers.class.getClassLoader());
        try {
            return TemporaryServer.kafka();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
