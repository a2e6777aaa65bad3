package dev.spectrum.outreach;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * Stands where the suite's front for agents stands: a real HTTP server that writes down what it is asked, answers as it is
 * told, and gives the same answer again under the same key, as that one does.
 */
public final class TestAgents {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TestAgents INSTANCE = new TestAgents();

    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final Map<String, String> answered = new ConcurrentHashMap<>();
    private volatile Function<Asked, Said> agent = TestAgents::polite;
    private final TestServer server = new TestServer("/v1/chat/completions", this::handle);

    /** One request. */
    public record Asked(String tenant, String key, String token, JsonNode body) {

        public String system() {
            return body.at("/messages/0/content").asText();
        }

        public String data() {
            return body.at("/messages/1/content").asText();
        }
    }

    /** One answer: a text of the model's, or an error. */
    public record Said(int status, String text, Map<String, String> headers) {

        public static Said text(String text) {
            return new Said(200, text, Map.of());
        }

        public static Said error(int status) {
            return new Said(status, "It is too much.", Map.of());
        }
    }

    private TestAgents() {
        comeBack();
    }

    /** The one of this test JVM; it ends with it. */
    public static TestAgents agents() {
        return INSTANCE;
    }

    public String url() {
        return server.url();
    }

    /** Forgets everything and writes politely. */
    public void reset() {
        comeBack();
        asked.clear();
        answered.clear();
        agent = TestAgents::polite;
    }

    public void answer(Function<Asked, Said> how) {
        agent = how;
    }

    /** Connections are refused. */
    public void goAway() {
        server.goAway();
    }

    public void comeBack() {
        server.comeBack();
    }

    /** All requests, repeats included. */
    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    /** How many answers were made: a repeat gets the one there is. */
    public int answered() {
        return answered.size();
    }

    private static Said polite(Asked asked) {
        try {
            String first = JSON.readTree(asked.data().replaceAll("</?data>", ""))
                    .at("/recipient/first_name")
                    .asText();
            return Said.text(
                    "{\"subject\":\"For " + first + "\",\"body\":\"Dear " + first + ",\\n\\nI read of you.\"}");
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    /** Of what was asked under this key. */
    public static String run(String key) {
        return UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private void handle(HttpExchange exchange) throws IOException {
        Thread.currentThread().setContextClassLoader(TestAgents.class.getClassLoader());
        try (exchange) {
            Asked one = new Asked(
                    exchange.getRequestHeaders().getFirst("X-Tenant"),
                    exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"))
                            .replaceFirst("^Bearer ", ""),
                    JSON.readTree(exchange.getRequestBody()));
            asked.add(one);
            Said said = answered.containsKey(one.key()) ? Said.text(answered.get(one.key())) : agent.apply(one);
            byte[] body = (said.status() == 200
                            ? JSON.createObjectNode()
                                    .put("id", "chatcmpl-" + run(one.key()).replace("-", ""))
                                    .set(
                                            "choices",
                                            JSON.createArrayNode()
                                                    .add(JSON.createObjectNode()
                                                            .set(
                                                                    "message",
                                                                    JSON.createObjectNode()
                                                                            .put("content", said.text()))))
                            : JSON.createObjectNode()
                                    .set("error", JSON.createObjectNode().put("message", said.text())))
                    .toString()
                    .getBytes(StandardCharsets.UTF_8);
            if (said.status() == 200) {
                answered.putIfAbsent(one.key(), said.text());
            }
            said.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(said.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
