package dev.spectrum.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.spectrum.platform.testing.RealServers;
import dev.spectrum.platform.testing.TestUser;
import dev.spectrum.servers.TemporaryServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes of outreach-service as they are shipped, killed in mid-send while the vendor loses answers: the bench's, short. */
class WorkersKilledIT {

    private static final Path JAR = Path.of("../../outreach-service/target/quarkus-app/quarkus-run.jar")
            .toAbsolutePath()
            .normalize();
    private static final int TOUCHES = 300;

    @TempDir
    Path logs;

    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    private final Map<String, Boolean> delivered = new ConcurrentHashMap<>();
    private final List<Worker> workers = new ArrayList<>();
    private HttpServer vendor;
    private Map<String, String> servers;

    /** A process that is started anew each time it is killed. */
    private final class Worker {

        private final int port = TemporaryServer.freePort();
        private Process process = start();

        private Process start() {
            try {
                ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        JAR.toString());
                builder.environment().putAll(servers);
                builder.environment()
                        .putAll(Map.of(
                                "SPECTRUM_HTTP_PORT", Integer.toString(port),
                                "SPECTRUM_GATEWAY_URL",
                                        "http://127.0.0.1:"
                                                + vendor.getAddress().getPort(),
                                "SPECTRUM_SENDING_LEASE", "3S",
                                "SPECTRUM_SENDING_GATEWAY_TIMEOUT", "1S",
                                "SPECTRUM_SENDING_CONCURRENCY", "8",
                                "SPECTRUM_SENDING_FIRST_PAUSE", "200MS"));
                return builder.redirectErrorStream(true)
                        .redirectOutput(logs.resolve("worker-" + port + ".log").toFile())
                        .start();
            } catch (IOException failure) {
                throw new IllegalStateException(failure);
            }
        }

        boolean isReady() {
            try (HttpClient client = HttpClient.newHttpClient()) {
                return client.send(
                                        HttpRequest.newBuilder(
                                                        URI.create("http://127.0.0.1:" + port + "/q/health/ready"))
                                                .timeout(Duration.ofSeconds(1))
                                                .build(),
                                        BodyHandlers.discarding())
                                .statusCode()
                        == 200;
            } catch (IOException notYet) {
                return false;
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        void kill() {
            process.destroyForcibly().onExit().join();
        }
    }

    @BeforeEach
    void aVendorThatLosesAnswersAndTwoWorkers() throws IOException {
        Assumptions.assumeTrue(Files.exists(JAR), "outreach-service is not packaged");
        servers = new RealServers().start();
        vendor = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        vendor.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        vendor.createContext("/", this::deliver);
        vendor.start();
        workers.add(new Worker());
        awaitReady(workers.getFirst());
        workers.add(new Worker());
    }

    @AfterEach
    void nothingIsLeftRunning() {
        workers.forEach(Worker::kill);
        if (vendor != null) {
            vendor.stop(0);
        }
    }

    @Test
    void killedWorkersLoseNothingAndSendNothingTwice() throws SQLException {
        plan();
        for (int kill = 0; kill < 3; kill++) {
            Worker victim = workers.get(kill % 2);
            awaitReady(victim);
            int before = delivered.size();
            await().atMost(Duration.ofSeconds(30)).until(() -> delivered.size() >= Math.min(TOUCHES, before + 20));
            victim.kill();
            victim.process = victim.start();
        }
        await().atMost(Duration.ofSeconds(90))
                .until(() ->
                        sql("select count(*) from touch where status = 'sent'").equals(Integer.toString(TOUCHES)));

        assertThat(delivered).hasSize(TOUCHES);
        assertThat(sql("select count(*) || ' ' || count(distinct touch_id) from activity where type = 'touch_sent'"))
                .isEqualTo(TOUCHES + " " + TOUCHES);
        assertThat(asked.values())
                .as("some were asked for again, under the same key")
                .anyMatch(times -> times.get() > 1);
    }

    private static void awaitReady(Worker worker) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(worker::isReady);
    }

    /** Once under a key; of one answer in twenty nobody hears. */
    private void deliver(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
            if (key == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            asked.computeIfAbsent(key, first -> new AtomicInteger()).incrementAndGet();
            delivered.put(key, true);
            if (ThreadLocalRandom.current().nextInt(20) > 0) {
                byte[] answer =
                        "{\"id\":\"x\",\"name\":\"send_email\",\"arguments\":{},\"is_error\":false,\"duration_ms\":1,\"result\":{}}"
                                .getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
            }
        }
    }

    /** Touches that are due, through ten senders that wait a moment each time, so that there is a mid-send to be killed in. */
    private void plan() throws SQLException {
        sql("""
            insert into campaign (tenant_id, id, name, permission_mode, sequence, sender_ids, lead_filter, status, planning,
                planned_touches, launched_at, track_opens, track_clicks, version, created_at, updated_at)
                values ('%1$s', gen_random_uuid(), 'Crash', 'autopilot', '{"items": [{"channel": "email", "after_hours": 0,
                "subject": "Hello", "body": "Dear {{first_name|you}}"}]}', '{}', '{}', 'running', false, %2$d, now(), false, false,
                0, now(), now());
            insert into sender (tenant_id, id, channel, address, name, daily_limit, version, created_at, updated_at, pool, pace_from,
                pace_to) select '%1$s', gen_random_uuid(), 'email', 'sam@sender' || i || '.test', '', 1000, 0, now(), now(),
                'email:sender' || i || '.test', 0, 1 from generate_series(1, 10) i;
            insert into lead (tenant_id, id, first_name, last_name, email, personal_email, phone, title, company, website, industry,
                country, city, linkedin_url, time_zone, lists, custom, status, als_score, als_tier, score, version, created_at,
                updated_at) select '%1$s', gen_random_uuid(), 'Ann', 'Lee', 'crash' || i || '@initech.test', '', '', '', '', '', '', '',
                '', '', '', '{}', '{}', 'in_sequence', 0, 'dead', '{}', 0, now(), now() from generate_series(1, %2$d) i;
            insert into touch (tenant_id, id, campaign_id, step, lead_id, sender_id, channel, status, due_at, claimable_at, attempts,
                uncertain, code, reason, message_id, variant, version, created_at, updated_at)
                select '%1$s', gen_random_uuid(), c.id, 0, l.id, s.id, 'email', 'scheduled', now(), now(), 0, 0, '', '', '', 'a', 0, now(),
                now() from campaign c, (select id, row_number() over () as n from lead where email like 'crash%%') l
                join (select id, row_number() over () as n from sender) s on s.n = 1 + l.n %% 10;
            select 'planned'\
            """.formatted(TestUser.ACME, TOUCHES));
    }

    /** The first column of the last statement's first row, as the superuser. */
    private String sql(String text) throws SQLException {
        String url = "jdbc:postgresql://localhost:" + servers.get("SPECTRUM_DB_PORT") + "/spectrum";
        try (Connection connection = DriverManager.getConnection(url, "postgres", "spectrum");
                Statement statement = connection.createStatement()) {
            connection.setSchema("outreach");
            statement.execute("set app.tenant_id = '" + TestUser.ACME + "'");
            statement.execute(text);
            while (statement.getUpdateCount() >= 0) {
                statement.getMoreResults();
            }
            try (ResultSet rows = statement.getResultSet()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }
}
