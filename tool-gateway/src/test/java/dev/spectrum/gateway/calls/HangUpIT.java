package dev.spectrum.gateway.calls;

import static dev.spectrum.gateway.Gateway.as;
import static dev.spectrum.gateway.Gateway.read;
import static dev.spectrum.platform.testing.TestUser.ACME;
import static dev.spectrum.platform.testing.TestUser.ACME_ADMIN;
import static dev.spectrum.platform.testing.TestUser.ACME_MEMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.gateway.AgentsForTests;
import dev.spectrum.gateway.Superuser;
import dev.spectrum.gateway.ToolsForTests;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that don't wait for their answer. */
@QuarkusTest
class HangUpIT {

    private static final int CLIENTS = 10_000;
    /** What hangs up is still worked off: waves keep a slow machine from falling ever further behind. */
    private static final int A_WAVE = 250;

    private static final int AT_ONCE = 32;

    @Inject
    Pool pool;

    @ConfigProperty(name = "quarkus.datasource.reactive.max-size")
    int connections;

    private final AtomicInteger atWork = new AtomicInteger();
    private final Errors errors = new Errors();
    private final String key = UUID.randomUUID().toString();
    private final String token = ACME_MEMBER.token();

    @BeforeEach
    void slowTools() {
        ToolsForTests.offer("test_read_slowly", true, (context, arguments) -> never());
        ToolsForTests.offer("test_write_slowly", false, (context, arguments) -> never());
        ToolsForTests.offer("test_read_a_moment", true, (context, arguments) -> aMoment());
        ToolsForTests.offer("test_write_a_moment", false, (context, arguments) -> aMoment());
    }

    @AfterEach
    void noMoreTools() {
        ToolsForTests.withdrawAll();
    }

    @Test
    void aReadIsGivenUpAndRecordedAsCancelled() throws IOException {
        hangUpDuring("test_read_slowly", "");

        assertThat(ended("test_read_slowly")).isEqualTo("cancelled hung-up");
        assertThat(atWork).hasValue(0);
    }

    @Test
    void aWriteIsGivenUpAndItsOutcomeIsUnknown() throws IOException {
        hangUpDuring("test_write_slowly", "");

        assertThat(ended("test_write_slowly")).isEqualTo("unknown hung-up");
        assertThat(atWork).hasValue(0);
    }

    @Test
    void aWriteUnderAKeyIsNotRepeatedAfterwards() throws IOException {
        hangUpDuring("test_write_slowly", "Idempotency-Key: " + key + "\r\n");

        assertThat(ended("test_write_slowly")).isEqualTo("unknown hung-up");
        as(ACME_MEMBER)
                .header("Idempotency-Key", key)
                .body("{\"arguments\":{}}")
                .post("/api/v1/tools/test_write_slowly/call")
                .then()
                .statusCode(409);
    }

    private void hangUpDuring(String tool, String headers) throws IOException {
        try (Socket client = send("POST", "/api/v1/tools/" + tool + "/call", headers, "{\"arguments\":{}}")) {
            await().atMost(Duration.ofSeconds(10)).until(() -> atWork.get() == 1);
            assertThat(client.isConnected()).isTrue();
        }
        await().atMost(Duration.ofSeconds(5)).until(() -> atWork.get() == 0);
    }

    private static String ended(String tool) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !latest(tool).get("outcome").asText().equals("started"));
        JsonNode call = latest(tool);
        return call.get("outcome").asText() + " " + call.get("reason").asText();
    }

    private static JsonNode latest(String tool) {
        return read(as(ACME_ADMIN).get("/api/v1/tool-calls?limit=1&tool=" + tool))
                .at("/items/0");
    }

    /** At any moment of a request: before it is understood, in mid-transaction, while a tool waits, while it is answered. */
    @Test
    void tenThousandClientsThatHangUpLeaveNothingBehind() throws Exception {
        AgentsForTests agent = AgentsForTests.known(ACME, Map.of("crm", List.of("read", "write")));
        Logger.getLogger("").addHandler(errors);
        for (int wave = 0; wave < CLIENTS / A_WAVE; wave++) {
            hangUp(A_WAVE, agent.role());
            read(as(ACME_ADMIN).get("/api/v1/tool-calls?limit=1"));
        }
        requireEveryConnection();
        Logger.getLogger("").removeHandler(errors);

        assertThat(errors.cancellations).as("errors in the log").isEmpty();
        assertThat(atWork).hasValue(0);
        await().atMost(Duration.ofSeconds(20)).until(() -> callsUnderWay() == 0);
        JsonNode trail = read(as(ACME_ADMIN).get("/api/v1/tool-calls/verify"));
        assertThat(trail.get("is_intact").asBoolean()).as(trail.toString()).isTrue();
    }

    /** Who hangs up is nobody's trouble, and no error. */
    private static final class Errors extends Handler {

        private final Queue<String> cancellations = new ConcurrentLinkedQueue<>();

        @Override
        public void publish(LogRecord record) {
            if (record.getLevel().intValue() >= Level.SEVERE.intValue()
                    && record.getThrown() instanceof CancellationException) {
                cancellations.add(record.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    private void hangUp(int times, String agent) throws Exception {
        AtomicInteger next = new AtomicInteger();
        try (ExecutorService clients = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<?>> all = new ArrayList<>();
            for (int client = 0; client < AT_ONCE; client++) {
                all.add(clients.submit(() -> {
                    while (next.incrementAndGet() <= times) {
                        hangUpAtRandom(agent);
                    }
                    return null;
                }));
            }
            for (Future<?> client : all) {
                client.get();
            }
        }
    }

    private void hangUpAtRandom(String agent) throws IOException, InterruptedException {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        String tools = "/api/v1/tools";
        String search = "{\"arguments\":{\"query\":\"nobody\"}}";
        try (Socket client = switch (random.nextInt(9)) {
            case 0 -> send("POST", tools + "/test_read_a_moment/call", "", "{}");
            case 1 -> send("POST", tools + "/test_write_a_moment/call", "", "{}");
            case 2 ->
                send(
                        "POST",
                        tools + "/test_write_a_moment/call",
                        "Idempotency-Key: " + UUID.randomUUID() + "\r\n",
                        "{}");
            case 3 -> send("POST", tools + "/revops_search_contacts/call?agent_role=" + agent, "", search);
            case 4 ->
                send("POST", tools + "/revops_create_contact/call", "", "{\"arguments\":{\"last_name\":\"Gone\"}}");
            case 5 -> send("GET", tools + "?agent_role=" + agent, "", "");
            case 6 -> send("GET", "/api/v1/tool-calls?limit=5", "", "");
            case 7 ->
                send(
                        "POST",
                        "/mcp",
                        "",
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":"
                                + "{\"name\":\"test_read_a_moment\"}}");
            default ->
                send("POST", "/mcp/agents/" + agent, "", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}");
        }) {
            TimeUnit.MICROSECONDS.sleep(random.nextInt(30_000));
            if (random.nextBoolean()) {
                // The other side learns of it by a reset rather than by an end.
                client.setSoLinger(true, 0);
            }
        }
    }

    private Socket send(String method, String path, String headers, String body) throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port);
        client.getOutputStream()
                .write((method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                                + "\r\nContent-Type: application/json\r\n" + headers + "Content-Length: "
                                + body.length() + "\r\n\r\n" + body)
                        .getBytes(StandardCharsets.US_ASCII));
        return client;
    }

    private Uni<Map<String, String>> never() {
        return Uni.createFrom()
                .<Map<String, String>>nothing()
                .onSubscription()
                .invoke(atWork::incrementAndGet)
                .onTermination()
                .invoke(atWork::decrementAndGet);
    }

    private Uni<Map<String, String>> aMoment() {
        return Uni.createFrom()
                .item(Map.of("done", "yes"))
                .onItem()
                .delayIt()
                .by(Duration.ofMillis(ThreadLocalRandom.current().nextInt(1, 40)))
                .onSubscription()
                .invoke(atWork::incrementAndGet)
                .onTermination()
                .invoke(atWork::decrementAndGet);
    }

    /** None is in use but those that this takes. */
    private void requireEveryConnection() {
        List<SqlConnection> all = Uni.join()
                .all(Collections.nCopies(connections, pool.getConnection()))
                .andFailFast()
                .await()
                .atMost(Duration.ofSeconds(5));
        all.forEach(SqlConnection::closeAndAwait);
    }

    private static int callsUnderWay() throws SQLException {
        try (Connection superuser = Superuser.connect();
                Statement statement = superuser.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from tool_call c where outcome = 'started' and"
                        + " tool like 'test_%' and not exists (select from tool_call later where later.tenant_id ="
                        + " c.tenant_id and later.call_id = c.call_id and later.position > c.position)")) {
            row.next();
            return row.getInt(1);
        }
    }
}
