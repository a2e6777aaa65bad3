package dev.spectrum.platform.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server that sends, byte by byte, what a test wrote for it: each answer once, in order, whatever is asked. */
final class ProviderStub implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** @param steps what happens after the headers; a stream, if they are more than one */
    record Answer(int status, Map<String, String> headers, List<Step> steps) {

        static Answer json(int status, String body, Map<String, String> headers) {
            return new Answer(status, headers, List.of(new Step.Say(body)));
        }

        static Answer json(String body) {
            return json(200, body, Map.of());
        }

        static Answer stream(Step... steps) {
            return new Answer(200, Map.of("Content-Type", "text/event-stream; charset=utf-8"), List.of(steps));
        }
    }

    sealed interface Step {
        record Say(String text) implements Step {}

        /** Nothing, for as long as nobody forgets. */
        record Silence() implements Step {}

        /** The connection breaks. */
        record Cut() implements Step {}

        /** The same, at intervals too short for a silence, until the client hangs up. */
        record Drip(String text) implements Step {}
    }

    record Asked(String path, Headers headers, JsonNode body) {}

    private final HttpServer server;
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private CountDownLatch silence = new CountDownLatch(1);

    private ProviderStub(HttpServer server) {
        this.server = server;
    }

    static ProviderStub start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            ProviderStub stub = new ProviderStub(server);
            server.createContext("/", stub::answer);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return stub;
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    synchronized void answer(Answer... next) {
        answers.addAll(List.of(next));
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    synchronized void forget() {
        answers.clear();
        asked.clear();
        silence.countDown();
        silence = new CountDownLatch(1);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.add(new Asked(
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders(),
                    JSON.readTree(exchange.getRequestBody())));
            send(exchange, next());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Answer next() {
        return answers.isEmpty()
                ? Answer.json(418, "{\"error\": {\"message\": \"nothing is scripted\"}}", Map.of())
                : answers.removeFirst();
    }

    private void send(HttpExchange exchange, Answer answer) throws IOException, InterruptedException {
        CountDownLatch end;
        synchronized (this) {
            end = silence;
        }
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        if (answer.steps().getFirst() instanceof Step.Cut) {
            throw new IOException("scripted cut");
        }
        exchange.sendResponseHeaders(answer.status(), 0);
        for (Step step : answer.steps()) {
            take(step, exchange.getResponseBody(), end);
        }
    }

    private static void take(Step step, OutputStream body, CountDownLatch end)
            throws IOException, InterruptedException {
        switch (step) {
            case Step.Say(String text) -> write(body, text);
            case Step.Silence() -> {
                body.flush();
                end.await();
            }
            case Step.Cut() -> throw new IOException("scripted cut");
            case Step.Drip(String text) -> {
                do {
                    write(body, text);
                } while (!end.await(20, TimeUnit.MILLISECONDS));
            }
        }
    }

    private static void write(OutputStream body, String text) throws IOException {
        body.write(text.getBytes(StandardCharsets.UTF_8));
        body.flush();
    }

    @Override
    public void close() {
        forget();
        server.stop(0);
    }

    /** What a server of each protocol says. */
    enum Speaker {
        OPENAI("other-large", "/openai/v1/chat/completions") {
            @Override
            Stream<String> opening() {
                return Stream.of(
                        event(
                                "{\"id\":\"r1\",\"model\":\"real-name\",\"choices\":[{\"index\":0,"
                                        + "\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}],\"usage\":null}"));
            }

            @Override
            String text(String piece) {
                return chunk("{\"content\":" + quoted(piece) + "}", "null");
            }

            @Override
            Stream<String> tool(int index, String id, String name, String... arguments) {
                return Stream.concat(
                        Stream.of(chunk(
                                "{\"tool_calls\":[{\"index\":%d,\"id\":\"%s\",\"type\":\"function\",\"function\":{\"name\":\"%s\",\"arguments\":\"\"}}]}"
                                        .formatted(index, id, name),
                                "null")),
                        Stream.of(arguments)
                                .map(piece -> chunk(
                                        "{\"tool_calls\":[{\"index\":%d,\"function\":{\"arguments\":%s}}]}"
                                                .formatted(index, quoted(piece)),
                                        "null")));
            }

            @Override
            Stream<String> ending(boolean tools, boolean usage) {
                return Stream.of(
                        chunk("{}", tools ? "\"tool_calls\"" : "\"stop\""),
                        usage
                                ? event("{\"id\":\"r1\",\"model\":\"real-name\",\"choices\":[],\"usage\":"
                                        + "{\"prompt_tokens\":10,\"completion_tokens\":5}}")
                                : "",
                        "data: [DONE]\n\n");
            }

            @Override
            String whole(String text) {
                return ("{\"id\":\"r1\",\"model\":\"real-name\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
                                + "\"content\":%s},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":5}}")
                        .formatted(quoted(text));
            }

            @Override
            String wholeTool(String id, String name, String arguments) {
                return ("{\"model\":\"real-name\",\"choices\":[{\"message\":{\"content\":null,\"tool_calls\":[{\"id\":\"%s\","
                                + "\"type\":\"function\",\"function\":{\"name\":\"%s\",\"arguments\":%s}}]},"
                                + "\"finish_reason\":\"tool_calls\"}],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":5}}")
                        .formatted(id, name, quoted(arguments));
            }

            @Override
            String error(String message) {
                return event("{\"error\":{\"message\":%s,\"code\":429}}".formatted(quoted(message)));
            }

            private String chunk(String delta, String reason) {
                return event(
                        "{\"id\":\"r1\",\"model\":\"real-name\",\"choices\":[{\"index\":0,\"delta\":%s,\"finish_reason\":%s}]}"
                                .formatted(delta, reason));
            }

            private String event(String json) {
                return "data: " + json + "\n\n";
            }
        },

        ANTHROPIC("claude-test", "/anthropic/v1/messages") {
            @Override
            Stream<String> opening() {
                return Stream.of(
                        event(
                                "message_start",
                                "\"message\":{\"id\":\"r1\",\"type\":\"message\",\"role\":\"assistant\","
                                        + "\"model\":\"real-name\",\"content\":[],\"stop_reason\":null,"
                                        + "\"usage\":{\"input_tokens\":4,\"cache_read_input_tokens\":6,\"output_tokens\":1}}"),
                        event("content_block_start", "\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}"),
                        event("ping", "\"x\":0"));
            }

            @Override
            String text(String piece) {
                return event(
                        "content_block_delta",
                        "\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":" + quoted(piece) + "}");
            }

            @Override
            Stream<String> tool(int index, String id, String name, String... arguments) {
                int block = index + 1;
                return Stream.of(
                                Stream.of(event(
                                        "content_block_start",
                                        "\"index\":%d,\"content_block\":{\"type\":\"tool_use\",\"id\":\"%s\",\"name\":\"%s\",\"input\":{}}"
                                                .formatted(block, id, name))),
                                Stream.of(arguments)
                                        .map(piece -> event(
                                                "content_block_delta",
                                                "\"index\":%d,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":%s}"
                                                        .formatted(block, quoted(piece)))),
                                Stream.of(event("content_block_stop", "\"index\":" + block)))
                        .flatMap(events -> events);
            }

            @Override
            Stream<String> ending(boolean tools, boolean usage) {
                return Stream.of(
                        event(
                                "message_delta",
                                "\"delta\":{\"stop_reason\":\"%s\"}%s"
                                        .formatted(
                                                tools ? "tool_use" : "end_turn",
                                                usage ? ",\"usage\":{\"output_tokens\":5}" : "")),
                        event("message_stop", "\"x\":0"));
            }

            @Override
            String whole(String text) {
                return message("{\"type\":\"text\",\"text\":" + quoted(text) + "}", "end_turn");
            }

            @Override
            String wholeTool(String id, String name, String arguments) {
                return message(
                        "{\"type\":\"tool_use\",\"id\":\"%s\",\"name\":\"%s\",\"input\":%s}"
                                .formatted(id, name, arguments),
                        "tool_use");
            }

            @Override
            String error(String message) {
                return event(
                        "error", "\"error\":{\"type\":\"overloaded_error\",\"message\":%s}".formatted(quoted(message)));
            }

            private String message(String block, String reason) {
                return ("{\"id\":\"r1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"real-name\",\"content\":[%s],"
                                + "\"stop_reason\":\"%s\",\"usage\":{\"input_tokens\":4,\"cache_read_input_tokens\":6,\"output_tokens\":5}}")
                        .formatted(block, reason);
            }

            private String event(String type, String members) {
                return "event: %s\r\ndata: {\"type\":\"%s\",%s}\r\n\r\n".formatted(type, type, members);
            }
        };

        /** A model of the provider that speaks so. */
        final String model;

        final String path;

        Speaker(String model, String path) {
            this.model = model;
            this.path = path;
        }

        abstract Stream<String> opening();

        abstract String text(String piece);

        abstract Stream<String> tool(int index, String id, String name, String... arguments);

        abstract Stream<String> ending(boolean tools, boolean usage);

        abstract String whole(String text);

        abstract String wholeTool(String id, String name, String arguments);

        /** In the middle of a stream: it has too much to do. */
        abstract String error(String message);

        /** So much of an answer, and then these. */
        Answer begins(List<String> pieces, Step... then) {
            return Answer.stream(Stream.concat(
                            Stream.concat(opening(), pieces.stream().map(this::text))
                                    .<Step>map(Step.Say::new),
                            Stream.of(then))
                    .toArray(Step[]::new));
        }

        Answer says(String... pieces) {
            return begins(List.of(pieces), steps(ending(false, true)));
        }

        static Step[] steps(Stream<String> said) {
            return said.map(Step.Say::new).toArray(Step[]::new);
        }

        private static String quoted(String text) {
            return JSON.valueToTree(text).toString();
        }
    }
}
