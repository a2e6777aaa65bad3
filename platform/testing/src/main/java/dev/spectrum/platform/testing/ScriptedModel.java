package dev.spectrum.platform.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A model that says what a test wrote for it: a real HTTP server that speaks OpenAI's chat completions (JSON, not
 * streamed). It says the scripted replies in order, each once, and after them {@link #otherwise}. Every answer counts
 * 10 tokens in and 5 out. Close it.
 */
public final class ScriptedModel implements AutoCloseable {

    /** One answer to one request. */
    public sealed interface Reply {

        /** Text, and the turn is done. */
        record Text(String text) implements Reply {}

        /** Tools to be called first. */
        record Tools(List<ToolCall> calls) implements Reply {}

        /** The model's own failure, by HTTP status. */
        record Status(int status) implements Reply {}

        /** No answer at all, for as long as the server runs or until {@link ScriptedModel#forget}. */
        record Silence() implements Reply {}

        /** Another reply, later. */
        record Late(Duration delay, Reply reply) implements Reply {}
    }

    /** @param arguments JSON, or what a model takes for it */
    public record ToolCall(String id, String name, String arguments) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final Deque<Reply> script = new ArrayDeque<>();
    private final List<JsonNode> requests = new CopyOnWriteArrayList<>();
    private Function<JsonNode, Reply> otherwise = request -> new Reply.Text("All right.");
    private CountDownLatch silence = new CountDownLatch(1);

    private ScriptedModel(HttpServer server) {
        this.server = server;
    }

    /** Starts it on a free port of the loopback interface. */
    public static ScriptedModel start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            ScriptedModel model = new ScriptedModel(server);
            server.createContext("/v1/chat/completions", model::answer);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return model;
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    /** What {@code OPENAI_BASE_URL} has to be. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /** Says these next, one for each request. */
    public synchronized void say(Reply... replies) {
        script.addAll(List.of(replies));
    }

    public void say(String text) {
        say(new Reply.Text(text));
    }

    /** Asks for one tool next. */
    public void askFor(String tool, String arguments) {
        say(new Reply.Tools(List.of(new ToolCall("call_" + tool, tool, arguments))));
    }

    /** What it says when the script is used up; "All right." unless told. */
    public synchronized void otherwise(Function<JsonNode, Reply> reply) {
        otherwise = reply;
    }

    /** Every request since the start or the last {@link #forget}, in order. */
    public List<JsonNode> requests() {
        return List.copyOf(requests);
    }

    public JsonNode lastRequest() {
        return requests.getLast();
    }

    /** Forgets script and requests, and ends every silence. */
    public synchronized void forget() {
        script.clear();
        requests.clear();
        otherwise = request -> new Reply.Text("All right.");
        silence.countDown();
        silence = new CountDownLatch(1);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode request = JSON.readTree(exchange.getRequestBody());
            requests.add(request);
            send(exchange, request, next(request));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Reply next(JsonNode request) {
        return script.isEmpty() ? otherwise.apply(request) : script.removeFirst();
    }

    private void send(HttpExchange exchange, JsonNode request, Reply reply) throws IOException, InterruptedException {
        switch (reply) {
            case Reply.Text(String text) -> send(exchange, 200, completion(request, "stop", message(text)));
            case Reply.Tools(List<ToolCall> calls) ->
                send(exchange, 200, completion(request, "tool_calls", message(calls)));
            case Reply.Status(int status) -> send(exchange, status, error(status));
            case Reply.Silence() -> silenceOfNow().await();
            case Reply.Late(Duration delay, Reply then) -> {
                // Nothing may cut the delay short but the end of the test.
                if (!silenceOfNow().await(delay.toMillis(), TimeUnit.MILLISECONDS)) {
                    send(exchange, request, then);
                }
            }
        }
    }

    private synchronized CountDownLatch silenceOfNow() {
        return silence;
    }

    private static ObjectNode message(String text) {
        return JSON.createObjectNode().put("role", "assistant").put("content", text);
    }

    private static ObjectNode message(List<ToolCall> calls) {
        ObjectNode message = JSON.createObjectNode().put("role", "assistant").putNull("content");
        ArrayNode list = message.putArray("tool_calls");
        for (ToolCall call : calls) {
            list.addObject()
                    .put("id", call.id())
                    .put("type", "function")
                    .putObject("function")
                    .put("name", call.name())
                    .put("arguments", call.arguments());
        }
        return message;
    }

    private static ObjectNode completion(JsonNode request, String finish, ObjectNode message) {
        ObjectNode completion = JSON.createObjectNode()
                .put("id", "chatcmpl-scripted")
                .put("object", "chat.completion")
                .put("created", 1_700_000_000)
                .put("model", request.path("model").asText());
        completion
                .putArray("choices")
                .addObject()
                .put("index", 0)
                .put("finish_reason", finish)
                .set("message", message);
        completion
                .putObject("usage")
                .put("prompt_tokens", 10)
                .put("completion_tokens", 5)
                .put("total_tokens", 15);
        return completion;
    }

    private static ObjectNode error(int status) {
        ObjectNode error = JSON.createObjectNode();
        error.putObject("error")
                .put("message", "scripted failure")
                .put("type", "scripted")
                .put("code", status);
        return error;
    }

    private static void send(HttpExchange exchange, int status, JsonNode body) throws IOException {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        forget();
        server.stop(0);
    }
}
