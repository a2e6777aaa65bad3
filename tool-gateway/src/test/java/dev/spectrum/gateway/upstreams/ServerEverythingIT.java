package dev.spectrum.gateway.upstreams;

import static dev.spectrum.gateway.Gateway.as;
import static dev.spectrum.platform.testing.TestUser.ACME_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.servers.TemporaryServer;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against the server of the protocol's own authors, over both transports. */
@QuarkusTest
class ServerEverythingIT {

    private final List<UpstreamsForTests> added = new ArrayList<>();

    @BeforeEach
    void requireIt() {
        ServerEverything.require();
    }

    @AfterEach
    void deleteThem() {
        added.forEach(UpstreamsForTests::delete);
    }

    private UpstreamsForTests add(String url, Map<String, ?> more) {
        UpstreamsForTests upstream = UpstreamsForTests.add(url, more);
        added.add(upstream);
        return upstream;
    }

    @Test
    void listsAndCallsItsToolsWithAllKindsOfResults() {
        try (ServerEverything server = ServerEverything.start(TemporaryServer.freePort())) {
            UpstreamsForTests upstream = add(server.url(), Map.of());
            assertThat(upstream.view().get("tools").asInt())
                    .as(upstream.view().toString())
                    .isGreaterThan(8);

            requireEchoAndSum(upstream);
            JsonNode weather = upstream.call("get-structured-content", Map.of("location", "New York"));
            assertThat(weather.at("/result/temperature").isNumber())
                    .as(weather.toString())
                    .isTrue();
            assertThat(upstream.call("get-tiny-image", Map.of())
                            .at("/result/content/1/type")
                            .asText())
                    .isEqualTo("image");
            assertThat(upstream.call("get-structured-content", Map.of("location", "Atlantis"))
                            .at("/result/error")
                            .asText())
                    .isEqualTo("invalid-arguments");
            assertThat(upstream.refresh().get("pending_changes").asInt()).isZero();
        }
    }

    @Test
    void aLongOperationEndsAtItsDeadlineAndOthersAreServedMeanwhile() {
        try (ServerEverything server = ServerEverything.start(TemporaryServer.freePort())) {
            UpstreamsForTests upstream = add(server.url(), Map.of("timeout_seconds", 2));
            CompletableFuture<JsonNode> slow = CompletableFuture.supplyAsync(
                    () -> upstream.call("trigger-long-running-operation", Map.of("duration", 20, "steps", 4)));
            assertThat(upstream.call("echo", Map.of("message", "meanwhile"))
                            .get("is_error")
                            .asBoolean())
                    .isFalse();
            assertThat(slow.join().at("/result/error").asText()).isIn("upstream-silent", "unknown-outcome");
            JsonNode quick = upstream.call("trigger-long-running-operation", Map.of("duration", 1, "steps", 1));
            assertThat(quick.get("is_error").asBoolean()).as(quick.toString()).isFalse();
        }
    }

    @Test
    void itIsServedAgainAfterARestartInTheMiddle() {
        try (ServerEverything server = ServerEverything.start(TemporaryServer.freePort())) {
            UpstreamsForTests upstream = add(server.url(), Map.of());
            CompletableFuture<JsonNode> cutOff = CompletableFuture.supplyAsync(
                    () -> upstream.call("trigger-long-running-operation", Map.of("duration", 20, "steps", 4)));
            await().pollDelay(Duration.ofMillis(300)).until(() -> true);
            server.kill();
            assertThat(cutOff.join().get("is_error").asBoolean()).isTrue();
            server.startAgain();
            await().atMost(Duration.ofSeconds(15))
                    .until(() -> !upstream.call("echo", Map.of("message", "back"))
                            .get("is_error")
                            .asBoolean());
            requireEchoAndSum(upstream);
        }
    }

    @Test
    void itIsServedOverStdioToo() {
        String prefix = UpstreamsForTests.newPrefix();
        Response answer = as(ACME_ADMIN)
                .body(Map.of("name", "Process", "transport", "stdio", "command", "everything", "prefix", prefix))
                .post("/api/v1/upstreams");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        UpstreamsForTests upstream = new UpstreamsForTests(answer.path("id"), prefix);
        added.add(upstream);
        assertThat(upstream.view().get("tools").asInt())
                .as(upstream.view().toString())
                .isGreaterThan(8);
        requireEchoAndSum(upstream);

        long before = processes();
        ProcessHandle.current()
                .descendants()
                .filter(ServerEverythingIT::isServer)
                .forEach(ProcessHandle::destroyForcibly);
        assertThat(before).isPositive();
        await().atMost(Duration.ofSeconds(15))
                .until(() -> !upstream.call("echo", Map.of("message", "back"))
                        .get("is_error")
                        .asBoolean());
    }

    @Test
    void moreProcessesThanAllowedAreNotStarted() {
        List<UpstreamsForTests> upstreams = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            String prefix = UpstreamsForTests.newPrefix();
            String id = as(ACME_ADMIN)
                    .body(Map.of("name", "P" + i, "transport", "stdio", "command", "everything", "prefix", prefix))
                    .post("/api/v1/upstreams")
                    .path("id");
            upstreams.add(new UpstreamsForTests(id, prefix));
        }
        added.addAll(upstreams);
        assertThat(processes()).isLessThanOrEqualTo(2);
        assertThat(upstreams.getLast().view().get("failure").asText()).contains("Too many processes");
    }

    private static void requireEchoAndSum(UpstreamsForTests upstream) {
        JsonNode echo = upstream.call("echo", Map.of("message", "hello"));
        assertThat(echo.at("/result/content/0/text").asText())
                .as(echo.toString())
                .contains("hello");
        JsonNode sum = upstream.call("get-sum", Map.of("a", 2, "b", 3));
        assertThat(sum.at("/result/content/0/text").asText()).as(sum.toString()).contains("5");
    }

    private static long processes() {
        return ProcessHandle.current()
                .descendants()
                .filter(ServerEverythingIT::isServer)
                .count();
    }

    private static boolean isServer(ProcessHandle process) {
        return process.isAlive() && process.info().commandLine().orElse("").contains("server-everything");
    }
}
