package dev.spectrum.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A tool-gateway that offers what a test says: a real HTTP server that speaks MCP, revision 2026-07-28, and holds its
 * clients to it. A request that breaks the revision's rules is answered as the revision says, 400 and -32020.
 */
public final class ScriptedGateway implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String META = "io.modelcontextprotocol/";

    /** What a tool gives back. */
    public record Result(JsonNode content, boolean isError) {}

    /** @param claims of the bearer token */
    public record Received(String path, Headers headers, JsonNode claims, JsonNode body) {

        public String method() {
            return body.path("method").asText();
        }

        public String tool() {
            return body.at("/params/name").asText();
        }
    }

    private final int port;
    private HttpServer server;
    private final Map<String, Function<JsonNode, Result>> tools = new LinkedHashMap<>();
    private final Set<String> hidden = new HashSet<>();
    private final Set<String> reading = new HashSet<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile long ttlMillis;
    private volatile boolean isPublic;
    private volatile boolean asEvents;

    private ScriptedGateway(HttpServer server) {
        this.server = server;
        this.port = server.getAddress().getPort();
    }

    public static ScriptedGateway start() {
        HttpServer server = listen(0);
        ScriptedGateway gateway = new ScriptedGateway(server);
        gateway.serve();
        return gateway;
    }

    private static HttpServer listen(int port) {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    private void serve() {
        server.createContext("/mcp/agents/", this::answer);
        server.createContext("/q/health/live", exchange -> {
            try (exchange) {
                send(exchange, 200, JSON.createObjectNode().put("status", "UP"));
            }
        });
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Nobody listens any more, until {@link #comeBack}. */
    public void goAway() {
        server.stop(0);
    }

    public void comeBack() {
        server = listen(port);
        serve();
    }

    /** Offers a tool. */
    public synchronized void offer(String tool, Function<JsonNode, Result> act) {
        tools.put(tool, act);
    }

    /** Offers a tool that always returns the same JSON. */
    public void offer(String tool, String result) {
        offer(tool, arguments -> new Result(read(result), false));
    }

    /** A tool that changes nothing, and says so. */
    public synchronized void offerReading(String tool, String result) {
        offer(tool, result);
        reading.add(tool);
    }

    /** A tool that is not listed, and can be called. */
    public synchronized void hide(String tool, String result) {
        offer(tool, result);
        hidden.add(tool);
    }

    /** How long lists may be kept, and for whom. */
    public void allowCaching(long millis, boolean forEverybody) {
        ttlMillis = millis;
        isPublic = forEverybody;
    }

    /** Answers as a stream of events from now on, which a client must understand as well. */
    public void answerAsEvents() {
        asEvents = true;
    }

    /** Offers nothing, has received nothing. */
    public synchronized void forget() {
        tools.clear();
        hidden.clear();
        reading.clear();
        received.clear();
        ttlMillis = 0;
        isPublic = false;
        asEvents = false;
    }

    public List<Received> received() {
        return List.copyOf(received);
    }

    public List<Received> calls() {
        return received.stream()
                .filter(request -> request.method().equals("tools/call"))
                .toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode body = JSON.readTree(exchange.getRequestBody());
            Headers headers = exchange.getRequestHeaders();
            received.add(new Received(exchange.getRequestURI().getPath(), headers, claims(headers), body));
            String violation = violation(headers, body);
            if (!violation.isEmpty()) {
                send(exchange, 400, error(body, -32020, violation));
                return;
            }
            switch (body.path("method").asText()) {
                case "tools/list" -> send(exchange, 200, result(body, list()));
                case "tools/call" -> call(exchange, body);
                default -> send(exchange, 404, error(body, -32601, "Method not found"));
            }
        }
    }

    private static String violation(Headers headers, JsonNode body) {
        JsonNode meta = body.at("/params/_meta");
        String name = body.at("/params/name").asText();
        if (!"2026-07-28".equals(headers.getFirst("MCP-Protocol-Version"))
                || !"2026-07-28".equals(meta.path(META + "protocolVersion").asText())) {
            return "MCP-Protocol-Version";
        } else if (!meta.path(META + "clientCapabilities").isObject()) {
            return "clientCapabilities";
        } else if (!body.path("method").asText().equals(headers.getFirst("Mcp-Method"))) {
            return "Mcp-Method";
        } else if (!name.equals(decoded(headers.getFirst("Mcp-Name")))) {
            return "Mcp-Name";
        }
        String accepted = String.join(",", headers.getOrDefault("Accept", List.of()));
        return accepted.contains("application/json") && accepted.contains("text/event-stream") ? "" : "Accept";
    }

    private static String decoded(@Nullable String header) {
        if (header == null) {
            return "";
        }
        return header.startsWith("=?base64?")
                ? new String(
                        Base64.getDecoder().decode(header.substring("=?base64?".length(), header.length() - 2)),
                        StandardCharsets.UTF_8)
                : header;
    }

    private static JsonNode claims(Headers headers) throws IOException {
        String token = Objects.requireNonNull(headers.getFirst("Authorization")).substring("Bearer ".length());
        return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
    }

    private synchronized ObjectNode list() {
        ObjectNode result = JSON.createObjectNode()
                .put("resultType", "complete")
                .put("ttlMs", ttlMillis)
                .put("cacheScope", isPublic ? "public" : "private");
        ArrayNode offered = result.putArray("tools");
        for (String tool : tools.keySet()) {
            if (hidden.contains(tool)) {
                continue;
            }
            ObjectNode listed = offered.addObject().put("name", tool).put("description", "Does " + tool);
            listed.putObject("annotations").put("readOnlyHint", reading.contains(tool));
            ObjectNode schema = listed.putObject("inputSchema");
            schema.put("type", "object")
                    .putObject("properties")
                    .putObject("query")
                    .put("type", "string");
        }
        return result;
    }

    private void call(HttpExchange exchange, JsonNode body) throws IOException {
        Function<JsonNode, Result> act;
        synchronized (this) {
            act = tools.get(body.at("/params/name").asText());
        }
        if (act == null) {
            send(exchange, 200, error(body, -32602, "Unknown tool"));
            return;
        }
        Result given = act.apply(body.at("/params/arguments"));
        ObjectNode result =
                JSON.createObjectNode().put("resultType", "complete").put("isError", given.isError());
        result.putArray("content")
                .addObject()
                .put("type", "text")
                .put("text", given.content().toString());
        if (given.content().isObject()) {
            result.set("structuredContent", given.content());
        }
        send(exchange, 200, result(body, result));
    }

    private static ObjectNode result(JsonNode request, ObjectNode result) {
        return JSON.createObjectNode()
                .put("jsonrpc", "2.0")
                .<ObjectNode>set("id", request.get("id"))
                .set("result", result);
    }

    private static ObjectNode error(JsonNode request, int code, String message) {
        ObjectNode answer = JSON.createObjectNode().put("jsonrpc", "2.0").set("id", request.get("id"));
        answer.putObject("error").put("code", code).put("message", message);
        return answer;
    }

    private void send(HttpExchange exchange, int status, JsonNode body) throws IOException {
        String text = asEvents && status == 200
                ? "event: message\ndata: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\"}\n\n"
                        + "event: message\ndata: " + body + "\n\n"
                : body.toString();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders()
                .set("Content-Type", asEvents && status == 200 ? "text/event-stream" : "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    public static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    public static String write(Object json) {
        try {
            return JSON.writeValueAsString(json);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
