package dev.spectrum.gateway.upstreams.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.gateway.upstreams.UpstreamFailure;
import dev.spectrum.gateway.upstreams.UpstreamFailure.Kind;
import dev.spectrum.gateway.upstreams.UpstreamsConfig;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A process of ours that speaks MCP over its standard input and output: each message a line of JSON. What it writes to its
 * standard error is not read.
 */
final class StdioProcess {

    private static final Duration TIME_TO_END = Duration.ofSeconds(2);
    private static final int MOST_WAITING_TO_BE_WRITTEN = 256;
    private static final List<String> INHERITED = List.of("PATH", "HOME", "LANG", "TMPDIR", "SystemRoot");

    private final Process process;
    private final ObjectMapper json;
    private final int longestLine;
    private final BlockingQueue<byte[]> toWrite = new ArrayBlockingQueue<>(MOST_WAITING_TO_BE_WRITTEN);
    private final Map<Long, UniEmitter<? super JsonNode>> waiting = new ConcurrentHashMap<>();
    private final AtomicLong lastId = new AtomicLong();

    private StdioProcess(Process process, ObjectMapper json, int longestLine) {
        this.process = process;
        this.json = json;
        this.longestLine = longestLine;
    }

    /** @param ended run when it has ended, however it did */
    static StdioProcess start(UpstreamsConfig.Command command, ObjectMapper json, int longestLine, Runnable ended)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command.line()).redirectError(ProcessBuilder.Redirect.DISCARD);
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(INHERITED);
        environment.putAll(command.environment());
        StdioProcess started = new StdioProcess(builder.start(), json, longestLine);
        Thread.ofVirtual().name("upstream-reader").start(started::readAll);
        Thread.ofVirtual().name("upstream-writer").start(started::writeAll);
        started.process.onExit().thenRun(() -> {
            started.failAll();
            ended.run();
        });
        return started;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The result of a request. Fails with {@link UpstreamFailure}. */
    Uni<JsonNode> request(String method, ObjectNode params, Duration timeout) {
        long id = lastId.incrementAndGet();
        return Uni.createFrom()
                .<JsonNode>emitter(answer -> {
                    waiting.put(id, answer);
                    if (!process.isAlive() || !write(message(method, params).put("id", id))) {
                        waiting.remove(id);
                        answer.fail(new UpstreamFailure(Kind.UNREACHED, "The upstream's process takes no requests."));
                    }
                })
                .ifNoItem()
                .after(timeout)
                .failWith(() -> new UpstreamFailure(Kind.UNKNOWN, "The upstream did not answer in time."))
                .onFailure()
                .invoke(() -> cancel(id))
                .onCancellation()
                .invoke(() -> cancel(id));
    }

    void tell(String method, ObjectNode params) {
        write(message(method, params));
    }

    /**
     * Those that it started end with it, by force if they don't soon by themselves.
     *
     * @return what sees to that
     */
    Thread stop() {
        List<ProcessHandle> family = process.descendants().toList();
        process.destroy();
        family.forEach(ProcessHandle::destroy);
        return Thread.ofVirtual().start(() -> {
            try {
                if (!process.waitFor(TIME_TO_END.toMillis(), TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException interrupted) {
                process.destroyForcibly();
            }
            family.forEach(ProcessHandle::destroyForcibly);
        });
    }

    private void cancel(long id) {
        if (waiting.remove(id) != null && process.isAlive()) {
            tell(
                    "notifications/cancelled",
                    JsonNodeFactory.instance.objectNode().put("requestId", id));
        }
    }

    private static ObjectNode message(String method, ObjectNode params) {
        ObjectNode message = message().put("method", method);
        message.set("params", params);
        return message;
    }

    private static ObjectNode message() {
        return JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
    }

    /** False if it does not read what it was sent before. */
    private boolean write(ObjectNode message) {
        try {
            return toWrite.offer((json.writeValueAsString(message) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new IllegalStateException("A message is JSON", impossible);
        }
    }

    private void writeAll() {
        try (OutputStream input = process.getOutputStream()) {
            while (process.isAlive()) {
                byte[] message = toWrite.poll(1, TimeUnit.SECONDS);
                if (message != null) {
                    input.write(message);
                    input.flush();
                }
            }
        } catch (IOException closed) {
            stop();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void readAll() {
        try (InputStream output = new BufferedInputStream(process.getInputStream())) {
            for (byte[] line = readLine(output); line != null; line = readLine(output)) {
                receive(line);
            }
        } catch (IOException broken) {
            // Handled like its end, which follows.
        }
        stop();
    }

    /** Null at the end. */
    private byte @Nullable [] readLine(InputStream output) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = output.read(); next >= 0; next = output.read()) {
            if (next == '\n') {
                return line.toByteArray();
            } else if (line.size() == longestLine) {
                throw new IOException("A line of an upstream is too long");
            }
            line.write(next);
        }
        return null;
    }

    private void receive(byte[] line) {
        JsonNode message = read(line);
        if (message.has("method")) {
            answer(message);
            return;
        }
        UniEmitter<? super JsonNode> answered =
                waiting.remove(message.path("id").asLong(-1));
        if (answered == null) {
            return;
        } else if (message.path("result").isObject()) {
            answered.complete(message.get("result"));
        } else if (message.path("error").isObject()) {
            answered.fail(Protocol.refused(message.get("error")));
        } else {
            answered.fail(new UpstreamFailure(Kind.UNKNOWN, "The upstream's answer can't be understood."));
        }
    }

    private JsonNode read(byte[] line) {
        try {
            return json.readTree(line);
        } catch (IOException noMessage) {
            return JsonNodeFactory.instance.missingNode();
        }
    }

    /** A ping is answered; nothing else was offered. */
    private void answer(JsonNode asked) {
        if (!asked.hasNonNull("id")) {
            return;
        }
        ObjectNode answer = message();
        answer.set("id", asked.get("id"));
        if (asked.path("method").asText().equals("ping")) {
            answer.putObject("result");
        } else {
            answer.putObject("error").put("code", -32601).put("message", "Not offered");
        }
        write(answer);
    }

    private void failAll() {
        waiting.keySet().forEach(id -> {
            UniEmitter<? super JsonNode> waiter = waiting.remove(id);
            if (waiter != null) {
                waiter.fail(new UpstreamFailure(Kind.UNKNOWN, "The upstream's process ended in the middle."));
            }
        });
    }
}
