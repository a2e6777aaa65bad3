package dev.spectrum.gateway.connectors.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.gateway.connectors.contract.VendorDescriptions.Operation;
import dev.spectrum.gateway.reach.OutboundHttp;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A vendor as its own descriptions have it: what a connector sends to it goes to Prism instead. */
public final class VendorMock implements OutboundHttp, AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final OutboundHttp http;
    private final VendorDescriptions descriptions;
    private final List<Path> folders;
    private final Map<Path, Path> copies = new HashMap<>();
    private final Map<Path, String> servers = new HashMap<>();
    private @Nullable Prism prism;
    private final List<String> violations = new ArrayList<>();

    /** @param http that reaches this machine */
    public VendorMock(List<Path> folders, OutboundHttp http) {
        this.http = http;
        this.folders = List.copyOf(folders);
        this.descriptions = new VendorDescriptions(folders);
    }

    /** Skips the test, loudly, where there is no npm. */
    public static void requireInstalled() {
        Prism.requireInstalled();
    }

    @Override
    public Uni<Answer> send(Request request) {
        String path = request.uri().getRawPath();
        Optional<Operation> operation = descriptions.find(request.method(), path, request.headers());
        if (operation.isEmpty()) {
            violations.add("No operation for " + request.method() + " " + path);
            return Uni.createFrom().failure(new AssertionError(violations.getLast()));
        }
        return answered(redirected(request, operation.get()))
                .invoke(answer -> note(request, answer))
                .map(answer -> operation.get().requestsOnly() && answer.status() < 300
                        ? withBody(answer, descriptions.sample(operation.get()).toString())
                        : answer)
                .map(VendorMock::withoutOptOut);
    }

    /** Examples of people set every flag, also the one that they must not be contacted, which ends a call early. */
    private static Answer withoutOptOut(Answer answer) {
        String body = new String(answer.body(), StandardCharsets.UTF_8);
        return body.contains("\"dnd\":true")
                ? withBody(
                        answer,
                        body.replace("\"dnd\":true", "\"dnd\":false")
                                .replace("\"Call\":{\"status\":\"active\"", "\"Call\":{\"status\":\"inactive\""))
                : answer;
    }

    /** Examples that break their own description are the vendor's mistake: then Prism makes up an answer. */
    private Uni<Answer> answered(Request request) {
        return http.send(request)
                .chain(answer -> onlyAnswerIsWrong(answer)
                        ? http.send(withHeader(request, "Prefer", "dynamic=true"))
                        : Uni.createFrom().item(answer));
    }

    private static boolean onlyAnswerIsWrong(Answer answer) {
        List<JsonNode> found = answer.status() == 500
                ? json(answer.body()).path("validation").valueStream().toList()
                : List.of();
        return !found.isEmpty() && found.stream().allMatch(VendorMock::isInAnswer);
    }

    private static boolean isInAnswer(JsonNode violation) {
        return violation.at("/location/0").asText().equals("response");
    }

    private static Request withHeader(Request request, String name, String value) {
        Map<String, String> headers = new HashMap<>(request.headers());
        headers.put(name, value);
        return new Request(
                request.method(), request.uri(), headers, request.body(), request.timeout(), request.maxBytes());
    }

    private static JsonNode json(byte[] text) {
        try {
            return JSON.readTree(text);
        } catch (IOException none) {
            return JSON.nullNode();
        }
    }

    private Request redirected(Request request, Operation operation) {
        String server = servers.computeIfAbsent(operation.file(), file -> prism().serve(servable(file)));
        String path =
                operation.match(request.method(), request.uri().getRawPath()).orElseThrow();
        String query = request.uri().getRawQuery();
        return new Request(
                request.method(),
                URI.create(server + path + (query == null ? "" : "?" + query)),
                request.headers(),
                request.body(),
                request.timeout(),
                request.maxBytes());
    }

    /** Started when first needed: tests are made before they run. */
    private Prism prism() {
        Prism running = prism == null ? new Prism() : prism;
        prism = running;
        return running;
    }

    /** A copy of the file among copies of all that it may refer to. */
    private Path servable(Path file) {
        Path folder = folders.stream().filter(file::startsWith).findFirst().orElseThrow();
        return copies.computeIfAbsent(folder, VendorMock::servableCopy).resolve(folder.relativize(file));
    }

    private static Path servableCopy(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            Path copy = Files.createTempDirectory("descriptions");
            copy.toFile().deleteOnExit();
            for (Path file : files.toList()) {
                Path target = copy.resolve(folder.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.writeString(target, servable(Files.readString(file)));
                }
                target.toFile().deleteOnExit();
            }
            return copy;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * Prism can't answer with any media type at all, and answers null where an example is null (HubSpot's all are); and
     * descriptions that are generated say oneOf of alternatives that overlap, where they mean anyOf.
     */
    private static String servable(String description) {
        return description
                .replace("\"*/*\"", "\"application/json\"")
                .replace("\"oneOf\"", "\"anyOf\"")
                .replaceAll(",\\s*\"example\"\\s*:\\s*null(?=\\s*[,}])", "");
    }

    private void note(Request request, Answer answer) {
        String where = request.method() + " " + request.uri() + ": ";
        answer.headers().getOrDefault("sl-violations", List.of()).stream()
                .flatMap(found -> json(found.getBytes(StandardCharsets.UTF_8)).valueStream())
                .filter(found -> !isInAnswer(found))
                .forEach(found -> violations.add(where + found));
        if (answer.status() >= 300) {
            violations.add(where + answer.status() + " " + new String(answer.body(), StandardCharsets.UTF_8));
        }
    }

    private static Answer withBody(Answer answer, String body) {
        return new Answer(answer.status(), answer.headers(), body.getBytes(StandardCharsets.UTF_8));
    }

    /** Fails with every way in which the requests since the last time broke the description. */
    public void requireNoViolations() {
        List<String> found = List.copyOf(violations);
        violations.clear();
        assertThat(found).isEmpty();
    }

    @Override
    public void close() {
        if (prism != null) {
            prism.close();
        }
    }
}
