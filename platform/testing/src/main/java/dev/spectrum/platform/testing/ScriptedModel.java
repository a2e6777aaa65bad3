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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A model that says what a test wrote for it: a real HTTP server that speaks OpenAI's chat completions, as JSON or, where
 * the request wants it, as a stream that has a chunk for each word. It says the scripted replies in order, each once, and after them {@link #otherwise}. Every answer counts
 * 10 tokens in and 5 out. Close it.
 */
public final class ScriptedModel implements AutoCloseable {

    /** One answer to one request. */
    public sealed interface Reply {

        /** Text, and the turn is done. */
        record Text(String text) implements Reply {}

        /** Text that ends in its middle, because the answer may not be longer. */
        record CutShort(String text) implements Reply {}

        /** Tools to be called first. */
        record Tools(List<ToolCall> calls) implements Reply {}

        /** In a stream: this text, and then a connection that breaks. */
        record Breaks(String text) implements Reply {}

        /** In a stream: the same word again and again, until the client hangs up or {@link ScriptedModel#forget}. */
        record Drips(String word) implements Reply {}

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
    private final AtomicInteger hangUps = new AtomicInteger();

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

    /** How many clients have hung up on a {@link Reply.Drips} so far. */
    public int hangUps() {
        return hangUps.get();
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
            case Reply.Text(String text)
            when request.path("stream").asBoolean() -> stream(exchange, request, text, "stop");
            case Reply.CutShort(String text)
            when request.path("stream").asBoolean() -> stream(exchange, request, text, "length");
            case Reply.CutShort(String text) -> send(exchange, 200, completion(request, "length", message(text)));
            case Reply.Text(String text) -> send(exchange, 200, completion(request, "stop", message(text)));
            case Reply.Breaks(String text) -> {
                openStream(exchange);
                say(exchange, request, text);
                // The exchange ends without the end of its body.
                throw new IOException("scripted break");
            }
            case Reply.Drips(String word) -> drip(exchange, request, word);
            case Reply.Tools(List<ToolCall> calls)
            when request.path("stream").asBoolean() -> stream(exchange, request, calls);
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

    private static void openStream(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
    }

    private static void stream(HttpExchange exchange, JsonNode request, String text, String finish) throws IOException {
        openStream(exchange);
        say(exchange, request, text);
        end(exchange, request, finish);
    }

    private static void stream(HttpExchange exchange, JsonNode request, List<ToolCall> calls) throws IOException {
        openStream(exchange);
        for (int i = 0; i < calls.size(); i++) {
            ObjectNode chunk = chunk(request);
            ObjectNode call = chunk.putArray("choices")
                    .addObject()
                    .put("index", 0)
                    .putNull("finish_reason")
                    .putObject("delta")
                    .putArray("tool_calls")
                    .addObject();
            call.put("index", i).put("id", calls.get(i).id()).put("type", "function");
            call.putObject("function")
                    .put("name", calls.get(i).name())
                    .put("arguments", calls.get(i).arguments());
            write(exchange, chunk.toString());
        }
        end(exchange, request, "tool_calls");
    }

    private static void end(HttpExchange exchange, JsonNode request, String finish) throws IOException {
        ObjectNode end = chunk(request);
        end.putArray("choices")
                .addObject()
                .put("index", 0)
                .put("finish_reason", finish)
                .putObject("delta");
        write(exchange, end.toString());
        ObjectNode usage = chunk(request);
        usage.putArray("choices");
        usage.set("usage", usage());
        write(exchange, usage.toString());
        write(exchange, "[DONE]");
    }

    private static void say(HttpExchange exchange, JsonNode request, String text) throws IOException {
        for (String word : text.split("(?<= )", -1)) {
            ObjectNode chunk = chunk(request);
            chunk.putArray("choices")
                    .addObject()
                    .put("index", 0)
                    .putNull("finish_reason")
                    .putObject("delta")
                    .put("content", word);
            write(exchange, chunk.toString());
        }
    }

    private void drip(HttpExchange exchange, JsonNode request, String word) throws IOException, InterruptedException {
        openStream(exchange);
        CountDownLatch end = silenceOfNow();
        try {
            do {
                say(exchange, request, word);
            } while (!end.await(10, TimeUnit.MILLISECONDS));
        } catch (IOException hungUp) {
            hangUps.incrementAndGet();
            throw hungUp;
        }
    }

    private static ObjectNode chunk(JsonNode request) {
        return JSON.createObjectNode()
                .put("id", "chatcmpl-scripted")
                .put("object", "chat.completion.chunk")
                .put("created", 1_700_000_000)
                .put("model", request.path("model").asText());
    }

    private static void write(HttpExchange exchange, String data) throws IOException {
        exchange.getResponseBody().write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
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
        completion.set("usage", usage());
        return completion;
    }

    private static ObjectNode usage() {
        return JSON.createObjectNode()
                .put("prompt_tokens", 10)
                .put("completion_tokens", 5)
                .put("total_tokens", 15);
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
