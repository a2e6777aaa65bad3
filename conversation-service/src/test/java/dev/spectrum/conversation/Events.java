package dev.spectrum.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.platform.testing.TestUser;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A stream of server-sent events as a client of ours hears it, a member of Acme's. Close it to hang up. */
public final class Events implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** @param data AG-UI's event */
    public record Event(String id, JsonNode data) {

        public String type() {
            return data.path("type").asText();
        }
    }

    private final HttpResponse<InputStream> response;
    private final List<Event> heard = new CopyOnWriteArrayList<>();
    private volatile boolean isOver;

    private Events(HttpRequest request) {
        try {
            response = HTTP.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
        Thread.ofVirtual().start(this::read);
    }

    /** Sends a message and listens to its answer. */
    public static Events send(Map<String, Object> body) {
        return new Events(request("/api/chat/send", TestUser.ACME_MEMBER)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(ScriptedGateway.write(body)))
                .build());
    }

    /** Decides what a run waits with, and listens to how it goes on. */
    public static Events resume(String run, String decisions) {
        return new Events(request("/api/chat/runs/" + run + "/resume", TestUser.ACME_MEMBER)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(decisions))
                .build());
    }

    public static Events follow(String run) {
        return follow(run, null);
    }

    /** Goes on after this event. */
    public static Events follow(String run, @Nullable String lastEventId) {
        return follow(run, lastEventId, TestUser.ACME_MEMBER);
    }

    public static Events follow(String run, @Nullable String lastEventId, TestUser user) {
        HttpRequest.Builder request = request("/api/chat/runs/" + run + "/events", user);
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        return new Events(request.build());
    }

    private static HttpRequest.Builder request(String path, TestUser user) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                .header("Accept", "text/event-stream")
                .header("Authorization", "Bearer " + user.token());
    }

    private void read() {
        try (InputStream body = response.body()) {
            StringBuilder event = new StringBuilder();
            for (int next = body.read(); next >= 0; next = body.read()) {
                event.append((char) next);
                if (event.length() > 1
                        && event.charAt(event.length() - 1) == '\n'
                        && event.charAt(event.length() - 2) == '\n') {
                    add(new String(event.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
                    event.setLength(0);
                }
            }
        } catch (IOException hungUp) {
            // What was heard counts.
        } finally {
            isOver = true;
        }
    }

    private void add(String event) {
        if (event.startsWith("id: ")) {
            String[] lines = event.split("\n", -1);
            heard.add(new Event(
                    lines[0].substring("id: ".length()), ScriptedGateway.read(lines[1].substring("data: ".length()))));
        }
    }

    public int status() {
        return response.statusCode();
    }

    public String contentType() {
        return response.headers().firstValue("Content-Type").orElse("");
    }

    public List<Event> heard() {
        return List.copyOf(heard);
    }

    public List<String> types() {
        return heard.stream().map(Event::type).toList();
    }

    /** All that was said. */
    public String text() {
        return heard.stream().map(event -> event.data().path("delta").asText()).collect(Collectors.joining());
    }

    public Event await(String type) {
        return await(event -> event.type().equals(type));
    }

    public Event await(Predicate<Event> wanted) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> isOver || heard.stream().anyMatch(wanted));
        assertThat(heard).anyMatch(wanted);
        return heard.stream().filter(wanted).findFirst().orElseThrow();
    }

    /** All events, once the server has ended the stream. */
    public List<Event> toTheEnd() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(
                        () -> assertThat(isOver).as("over; heard %s", heard).isTrue());
        return heard();
    }

    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException alreadyClosed) {
            throw new UncheckedIOException(alreadyClosed);
        }
    }
}
