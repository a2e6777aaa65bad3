package dev.spectrum.gateway.connectors.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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

    private final OutboundHttp http;
    private final VendorDescriptions descriptions;
    private final Map<Path, Prism> servers = new HashMap<>();
    private final List<String> violations = new ArrayList<>();

    /** @param http that reaches this machine */
    public VendorMock(List<Path> folders, OutboundHttp http) {
        this.http = http;
        this.descriptions = new VendorDescriptions(folders);
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
        return http.send(redirected(request, operation.get()))
                .invoke(answer -> note(request, answer))
                .map(answer -> operation.get().requestsOnly() && answer.status() < 300
                        ? withBody(answer, descriptions.sample(operation.get()))
                        : answer);
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

    /** Prism can't answer with any media type at all. */
    private static Path servable(Path file) {
        try {
            String text = Files.readString(file);
            if (!text.contains("\"*/*\"")) {
                return file;
            }
            Path copy = Files.createTempFile("description", ".json");
            copy.toFile().deleteOnExit();
            return Files.writeString(copy, text.replace("\"*/*\"", "\"application/json\""));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void note(Request request, Answer answer) {
        String where = request.method() + " " + request.uri() + ": ";
        answer.headers().getOrDefault("sl-violations", List.of()).forEach(found -> violations.add(where + found));
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
