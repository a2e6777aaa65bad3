package dev.spectrum.gateway.upstreams;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** An MCP server, revision 2025-11-25, that does what a test says: a real HTTP server with sessions. */
final class ScriptedUpstream implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    record Received(Headers headers, JsonNode body) {

        String method() {
            return body.path("method").asText();
        }
    }

    private final int port;
    private HttpServer server;
    private final Map<String, ObjectNode> definitions = new ConcurrentSkipListMap<>();
    private final Map<String, Function<JsonNode, ObjectNode>> acts = new ConcurrentHashMap<>();
    private final Set<String> sessions = ConcurrentHashMap.newKeySet();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger streamsLeft = new AtomicInteger();
    private volatile boolean answersAsEvents;
    private volatile boolean keepsStreamsOpen;
    private volatile int pieces = Integer.MAX_VALUE;
    private volatile String authorization = "";
    private volatile int status;
    private volatile int statusOfLostSessions = 404;
    private volatile int statusOfCalls = 200;

    private ScriptedUpstream() {
        server = listen(0);
        port = server.getAddress().getPort();
        serve();
    }

    static ScriptedUpstream start() {
        return new ScriptedUpstream();
    }

    private static HttpServer listen(int port) {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    private void serve() {
        server.createContext("/mcp", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    String url() {
        return "http://localhost:" + port + "/mcp";
    }

    /** A tool that says what it was given, as structured content. */
    ScriptedUpstream offer(String tool, boolean readOnly) {
        ObjectNode definition = JSON.createObjectNode()
                .put("name", tool)
                .put("title", "The tool " + tool)
                .put("description", "Does " + tool + ".");
        definition
                .putObject("inputSchema")
                .put("type", "object")
                .putObject("properties")
                .putObject("text")
                .put("type", "string");
        definition.putObject("annotations").put("readOnlyHint", readOnly);
        definitions.put(tool, definition);
        acts.putIfAbsent(tool, arguments -> structured(JSON.createObjectNode().set("given", arguments)));
        return this;
    }

    void act(String tool, Function<JsonNode, ObjectNode> act) {
        acts.put(tool, act);
    }

    /** It never answers this tool's calls. */
    void hang(String tool) {
        act(tool, arguments -> {
            try {
                closed.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            return JSON.createObjectNode();
        });
    }

    ObjectNode definition(String tool) {
        return Objects.requireNonNull(definitions.get(tool));
    }

    void withdraw(String tool) {
        definitions.remove(tool);
    }

    void answerAsEvents() {
        answersAsEvents = true;
    }

    /** Its streams go on after the answer, until whoever asked leaves. */
    void keepStreamsOpen() {
        answersAsEvents = true;
        keepsStreamsOpen = true;
    }

    /** How many were left while they went on. */
    int streamsLeft() {
        return streamsLeft.get();
    }

    /** Its streams come so many bytes at a time. */
    void answerInPiecesOf(int bytes) {
        answersAsEvents = true;
        pieces = bytes;
    }

    /** Whoever does not bring this gets 401. */
    void letIn(String authorizationHeader) {
        authorization = authorizationHeader;
    }

    /** Every request is answered with this, until it is 0 again. */
    void answerWith(int httpStatus) {
        status = httpStatus;
    }

    void answerLostSessionsWith(int httpStatus) {
        statusOfLostSessions = httpStatus;
    }

    /** Calls are refused with this and a reason; all else is well. */
    void refuseCallsWith(int httpStatus) {
        statusOfCalls = httpStatus;
    }

    void goAway() {
        server.stop(0);
    }

    /** It has forgotten its sessions. */
    void comeBack() {
        sessions.clear();
        server = listen(port);
        serve();
    }

    void forgetSessions() {
        sessions.clear();
    }

    List<Received> received(String method) {
        return received.stream()
                .filter(request -> request.method().equals(method))
                .toList();
    }

    static ObjectNode structured(JsonNode content) {
        ObjectNode result = text(content.toString());
        result.set("structuredContent", content);
        return result;
    }

    static ObjectNode text(String text) {
        return content(List.of(JSON.createObjectNode().put("type", "text").put("text", text)));
    }

    static ObjectNode content(List<JsonNode> blocks) {
        ObjectNode result = JSON.createObjectNode();
        result.putArray("content").addAll(blocks);
        return result;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode body = JSON.readTree(exchange.getRequestBody());
            Headers headers = exchange.getRequestHeaders();
            received.add(new Received(headers, body));
            String method = body.path("method").asText();
            if (!authorization.isEmpty() && !authorization.equals(headers.getFirst("Authorization"))) {
                exchange.sendResponseHeaders(401, -1);
            } else if (status != 0) {
                exchange.sendResponseHeaders(status, -1);
            } else if (method.equals("initialize")) {
                String session = UUID.randomUUID().toString();
                sessions.add(session);
                exchange.getResponseHeaders().set("Mcp-Session-Id", session);
                ObjectNode result = JSON.createObjectNode().put("protocolVersion", "2025-11-25");
                result.putObject("capabilities").putObject("tools");
                result.putObject("serverInfo").put("name", "scripted").put("version", "1");
                send(exchange, body, "result", result);
            } else if (!sessions.contains(String.valueOf(headers.getFirst("Mcp-Session-Id")))) {
                exchange.sendResponseHeaders(statusOfLostSessions, -1);
            } else if (!"2025-11-25".equals(headers.getFirst("MCP-Protocol-Version"))) {
                exchange.sendResponseHeaders(400, -1);
            } else if (!body.has("id")) {
                exchange.sendResponseHeaders(202, -1);
            } else if (method.equals("ping")) {
                send(exchange, body, "result", JSON.createObjectNode());
            } else if (method.equals("tools/list")) {
                send(exchange, body, "result", list(body.at("/params/cursor").asText()));
            } else {
                call(exchange, body);
            }
        }
    }

    /** In pages of ten. */
    private ObjectNode list(String cursor) {
        ObjectNode result = JSON.createObjectNode();
        ArrayNode tools = result.putArray("tools");
        int from = cursor.isEmpty() ? 0 : Integer.parseInt(cursor);
        definitions.values().stream().skip(from).limit(10).forEach(tools::add);
        if (definitions.size() > from + 10) {
            result.put("nextCursor", Integer.toString(from + 10));
        }
        return result;
    }

    private void call(HttpExchange exchange, JsonNode body) throws IOException {
        Function<JsonNode, ObjectNode> act = acts.get(body.at("/params/name").asText());
        if (statusOfCalls != 200) {
            byte[] refusal = ("{\"jsonrpc\":\"2.0\",\"id\":" + body.get("id")
                            + ",\"error\":{\"code\":-32602,\"message\":\"Wiki is read-only today\"}}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(statusOfCalls, refusal.length);
            exchange.getResponseBody().write(refusal);
        } else if (act == null) {
            send(
                    exchange,
                    body,
                    "error",
                    JSON.createObjectNode().put("code", -32602).put("message", "Unknown tool"));
        } else {
            send(exchange, body, "result", act.apply(body.at("/params/arguments")));
        }
    }

    private void send(HttpExchange exchange, JsonNode request, String member, ObjectNode value) throws IOException {
        ObjectNode message = JSON.createObjectNode().put("jsonrpc", "2.0");
        message.set("id", request.get("id"));
        message.set(member, value);
        exchange.getResponseHeaders().set("Content-Type", answersAsEvents ? "text/event-stream" : "application/json");
        if (answersAsEvents) {
            exchange.sendResponseHeaders(200, 0);
            stream(exchange.getResponseBody(), request, message);
        } else {
            byte[] bytes = message.toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private void stream(OutputStream out, JsonNode request, ObjectNode message) throws IOException {
        byte[] events = ("event: message\nid: 1\ndata: {\"jsonrpc\":\"2.0\",\"id\":" + request.get("id")
                        + ",\"method\":\"ping\"}\n\nevent: message\ndata: " + message + "\n\n")
                .getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < events.length; at += Math.min(pieces, events.length)) {
            out.write(events, at, Math.min(pieces, events.length - at));
            out.flush();
        }
        if (keepsStreamsOpen) {
            goOn(out);
        }
    }

    private void goOn(OutputStream out) {
        try {
            while (!closed.await(20, TimeUnit.MILLISECONDS)) {
                out.write(": still here\n\n".getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (IOException left) {
            streamsLeft.incrementAndGet();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
