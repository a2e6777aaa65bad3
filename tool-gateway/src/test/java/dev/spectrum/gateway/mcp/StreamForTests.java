package dev.spectrum.gateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.gateway.Gateway;
import dev.spectrum.platform.testing.TestUser;
import io.restassured.RestAssured;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An answer that is read while it comes: the messages of an event stream. */
final class StreamForTests implements AutoCloseable {

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpResponse<InputStream> answer;
    private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    private StreamForTests(HttpRequest request) throws IOException, InterruptedException {
        this.answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        Thread.ofVirtual().start(this::read);
    }

    /** A request of the stateless revision. */
    static StreamForTests modern(TestUser user, ObjectNode request) throws IOException, InterruptedException {
        String method = request.path("method").asText();
        HttpRequest.Builder post = to(user).header("MCP-Protocol-Version", McpForTests.MODERN)
                .header("Mcp-Method", method)
                .POST(HttpRequest.BodyPublishers.ofString(request.toString()));
        if (request.at("/params/name").isTextual()) {
            post.header("Mcp-Name", request.at("/params/name").asText());
        }
        return new StreamForTests(post.build());
    }

    /** A request of the older revision, in a session. */
    static StreamForTests legacy(TestUser user, String session, ObjectNode request)
            throws IOException, InterruptedException {
        return new StreamForTests(inSession(to(user), session)
                .POST(HttpRequest.BodyPublishers.ofString(request.toString()))
                .build());
    }

    /** The stream that belongs to no request. */
    static StreamForTests get(TestUser user, String session) throws IOException, InterruptedException {
        return new StreamForTests(inSession(to(user), session).GET().build());
    }

    private static HttpRequest.Builder inSession(HttpRequest.Builder request, String session) {
        return request.header("MCP-Protocol-Version", McpForTests.LEGACY).header("Mcp-Session-Id", session);
    }

    private static HttpRequest.Builder to(TestUser user) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/mcp"));
        Map.of(
                        "Authorization",
                        "Bearer " + user.token(),
                        "Content-Type",
                        "application/json",
                        "Accept",
                        "application/json, text/event-stream")
                .forEach(request::header);
        return request;
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null) {
                if (line.startsWith("data: ")) {
                    messages.add(Gateway.json(line.substring("data: ".length())));
                } else if (line.startsWith("{")) {
                    messages.add(Gateway.json(line));
                }
                line = lines.readLine();
            }
        } catch (IOException closed) {
            // As it should be at the end of a test.
        } finally {
            ended.countDown();
        }
    }

    int status() {
        return answer.statusCode();
    }

    boolean isEvents() {
        return answer.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
    }

    /** Waits for the next message. */
    JsonNode next() throws InterruptedException {
        JsonNode message = messages.poll(10, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("There came no message");
        }
        return message;
    }

    /** Whether it ends without another message. */
    boolean ends() throws InterruptedException {
        return ended.await(10, TimeUnit.SECONDS) && messages.isEmpty();
    }

    /** Hangs up. */
    @Override
    public void close() throws IOException {
        answer.body().close();
        client.shutdownNow();
    }
}
