package dev.spectrum.outreach;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/**
 * Stands where the tool-gateway stands: a real HTTP server that writes down what it is asked, delivers once under a key as
 * the gateway does, and can be told to fail, to hang, or to be away.
 */
public final class TestGateway implements QuarkusTestResourceLifecycleManager {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** Those that the gateway's tool takes. */
    private static final List<String> HEADERS = List.of("List-Unsubscribe", "List-Unsubscribe-Post");

    private static final TestGateway INSTANCE = new TestGateway();

    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Map<String, JsonNode> delivered = new ConcurrentHashMap<>();
    private volatile Function<Call, Answer> behaviour = this::deliver;
    private volatile CountDownLatch hanging = new CountDownLatch(0);
    private final TestServer server = new TestServer("/", this::handle);

    /** One request. */
    public record Call(String tool, String tenant, String key, String token, JsonNode arguments) {

        public String to() {
            return arguments.path("to").isTextual()
                    ? arguments.get("to").asText()
                    : arguments.at("/to/0").asText();
        }

        public String header(String name) {
            return arguments.path("headers").path(name).asText();
        }

        public String unsubscribePath() {
            return header("List-Unsubscribe").replaceAll("^<https?://[^/]+", "").replaceAll(">$", "");
        }
    }

    /** One answer. */
    public record Answer(int status, Map<String, String> headers, String body) {

        public static Answer problem(int status, String code) {
            return new Answer(
                    status,
                    Map.of("Content-Type", "application/problem+json"),
                    "{\"type\":\"urn:spectrum:problem:%s\",\"title\":\"x\",\"status\":%d,\"detail\":\"It says %s.\"}"
                            .formatted(code, status, code));
        }

        public static Answer error(String code, boolean retryable) {
            return new Answer(
                    200,
                    Map.of("Content-Type", "application/json"),
                    ("{\"id\":\"x\",\"name\":\"send_email\",\"arguments\":{},\"is_error\":true,\"duration_ms\":1,\"result\":{\"error\":\"%s\",\"message\":\"It"
                                    + " says %s.\",\"retryable\":%s}}")
                            .formatted(code, code, retryable));
        }
    }

    /** The one of this test JVM. */
    public static TestGateway gateway() {
        return INSTANCE;
    }

    @Override
    public Map<String, String> start() {
        synchronized (INSTANCE) {
            INSTANCE.comeBack();
            return Map.of(
                    "SPECTRUM_GATEWAY_URL",
                    INSTANCE.server.url(),
                    "SPECTRUM_CONVERSATION_URL",
                    TestAgents.agents().url(),
                    "spectrum.sending.gateway-timeout",
                    "2S",
                    "spectrum.dns.server",
                    TestDns.dns().address(),
                    "spectrum.dns.timeout",
                    "1S",
                    "spectrum.imports.max-size",
                    "2M");
        }
    }

    @Override
    public void stop() {
        // It ends with the JVM.
    }

    /** Forgets everything and delivers. */
    public void reset() {
        hanging.countDown();
        comeBack();
        calls.clear();
        delivered.clear();
        behaviour = this::deliver;
    }

    public void answer(Function<Call, Answer> how) {
        behaviour = how;
    }

    /** Connections are refused. */
    public void goAway() {
        server.goAway();
    }

    public void comeBack() {
        server.comeBack();
    }

    /** Takes requests, delivers, and answers nobody before {@link #reset}. */
    public void deliverAndHang() {
        hanging = new CountDownLatch(1);
        behaviour = call -> {
            Answer answer = deliver(call);
            try {
                hanging.await();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
            return answer;
        };
    }

    /** All requests, repeats included. */
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    /** What was delivered: once for each key. */
    public List<JsonNode> delivered() {
        return List.copyOf(delivered.values());
    }

    /** Under one key, once; another message under the same key is refused as the gateway refuses it. */
    public Answer deliver(Call call) {
        for (Iterator<String> names = call.arguments().path("headers").fieldNames(); names.hasNext(); ) {
            if (!HEADERS.contains(names.next())) {
                return Answer.error("invalid-arguments", false);
            }
        }
        JsonNode first = delivered.putIfAbsent(call.key(), call.arguments());
        if (first != null && !first.toString().equals(call.arguments().toString())) {
            return Answer.problem(422, "idempotency-key-reused");
        }
        return new Answer(
                200,
                Map.of("Content-Type", "application/json"),
                "{\"id\":\"x\",\"name\":\"send_email\",\"arguments\":{},\"is_error\":false,\"duration_ms\":1,\"result\":{}}");
    }

    private void handle(HttpExchange exchange) throws IOException {
        // What a test has done in here finds the configuration of the running test.
        Thread.currentThread().setContextClassLoader(TestGateway.class.getClassLoader());
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.equals("/api/v1/tool-calls/outcome")) {
                String key = exchange.getRequestURI().getQuery().replace("idempotency_key=", "");
                byte[] body = "{\"outcome\":\"%s\"}"
                        .formatted(delivered.containsKey(key) ? "succeeded" : "none")
                        .getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
                return;
            }
            if (!path.startsWith("/api/v1/tools/")) {
                exchange.sendResponseHeaders(path.equals("/q/health/live") ? 200 : 404, -1);
                return;
            }
            Map<String, String> headers = new HashMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(), values.getFirst()));
            Call call = new Call(
                    path.replaceAll("^/api/v1/tools/|/call$", ""),
                    headers.get("x-tenant"),
                    headers.get("idempotency-key"),
                    headers.getOrDefault("authorization", "").replaceFirst("^Bearer ", ""),
                    JSON.readTree(exchange.getRequestBody()).path("arguments"));
            calls.add(call);
            Answer answer = behaviour.apply(call);
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
