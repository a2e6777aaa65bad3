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

/** A vendor as its own descriptions have it: what a connector sends to it goes to Prism instead. */
public final class VendorMock implements OutboundHttp, AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final OutboundHttp http;
    private final VendorDescriptions descriptions;
    private final Map<Path, Prism> servers = new HashMap<>();
    private final List<String> violations = new ArrayList<>();

    /** @param http that reaches this machine */
    public VendorMock(Path folder, OutboundHttp http) {
        this.http = http;
        this.descriptions = new VendorDescriptions(folder);
    }

    /** Skips the test, loudly, where there is no npm. */
    public static void requireInstalled() {
        Prism.requireInstalled();
    }

    @Override
    public Uni<Answer> send(Request request) {
        String path = request.uri().getRawPath();
        Optional<Operation> operation = descriptions.find(request.method(), path);
        if (operation.isEmpty()) {
            violations.add("No operation for " + request.method() + " " + path);
            return Uni.createFrom().failure(new AssertionError(violations.getLast()));
        }
        return answered(redirected(request, operation.get()))
                .invoke(answer -> note(request, answer))
                .map(answer -> operation.get().requestsOnly() && answer.status() < 300
                        ? withBody(answer, descriptions.sample(operation.get()))
                        : answer);
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
        Prism prism = servers.computeIfAbsent(operation.file(), file -> Prism.serve(servable(file)));
        String path =
                operation.match(request.method(), request.uri().getRawPath()).orElseThrow();
        String query = request.uri().getRawQuery();
        return new Request(
                request.method(),
                URI.create(prism.url() + path + (query == null ? "" : "?" + query)),
                request.headers(),
                request.body(),
                request.timeout(),
                request.maxBytes());
    }

    /**
     * Prism can't answer with any media type at all; and descriptions that are generated say oneOf of alternatives that
     * overlap, where they mean anyOf.
     */
    private static Path servable(Path file) {
        try {
            String text = Files.readString(file);
            String servable = text.replace("\"*/*\"", "\"application/json\"").replace("\"oneOf\"", "\"anyOf\"");
            if (servable.equals(text)) {
                return file;
            }
            Path copy = Files.createTempFile("description", ".json");
            copy.toFile().deleteOnExit();
            return Files.writeString(copy, servable);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
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

    private static Answer withBody(Answer answer, JsonNode body) {
        return new Answer(answer.status(), answer.headers(), body.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Fails with every way in which the requests since the last time broke the description. */
    public void requireNoViolations() {
        List<String> found = List.copyOf(violations);
        violations.clear();
        assertThat(found).isEmpty();
    }

    @Override
    public void close() {
        servers.values().forEach(Prism::close);
        servers.clear();
    }
}
