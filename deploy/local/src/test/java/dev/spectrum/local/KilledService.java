package dev.spectrum.local;

import static dev.spectrum.local.SuiteIT.stack;
import static dev.spectrum.local.SuiteIT.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.platform.testing.KafkaEvents;
import dev.spectrum.platform.testing.ScriptedModel;
import dev.spectrum.platform.testing.ScriptedModel.Reply;
import dev.spectrum.servers.ServerProcess;
import dev.spectrum.servers.TemporaryServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A second replica of the conversation-service, killed in the middle of its work; a part of {@link SuiteIT}, on its stack. */
class KilledService {

    private static final int TURNS = 50;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String token = token("owner@acme.test");
    private final String mark = "killed-" + UUID.randomUUID();

    @Test
    void ofFiftyRunningTurnsNoMessageIsLostNoneRunsOnAndEverybodyIsTold() throws Exception {
        try (ScriptedModel model = ScriptedModel.start();
                Replica replica = new Replica(model);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // Half of them hear an answer piece by piece, the others wait for the whole of it; neither comes to its
            // end.
            model.otherwise(
                    request -> request.path("stream").asBoolean() ? new Reply.Drips("and ") : new Reply.Silence());
            List<Client> clients = IntStream.range(0, TURNS)
                    .mapToObj(number -> new Client(replica.url(), number, number % 2 == 0))
                    .toList();
            List<Future<?>> asking = clients.stream()
                    .<Future<?>>map(client -> threads.submit(client::ask))
                    .toList();
            await().atMost(Duration.ofSeconds(30)).until(() -> model.requests().size() == TURNS);
            await().until(() ->
                    clients.stream().filter(client -> client.streamed).allMatch(Client::hasHeardWords));

            replica.kill();

            for (Future<?> client : asking) {
                client.get(10, TimeUnit.SECONDS);
            }
            assertThat(clients).noneMatch(Client::wasAnswered);
            replica.start();
            assertThat(
                            count(
                                    "select count(distinct content) from conversation.message where role = 'user' and content like ?"))
                    .isEqualTo(TURNS);
            model.forget();
            model.otherwise(request -> new Reply.Text("Here I am."));

            // Who listened comes back to any replica and is told; who waited sends the same again and is answered.
            List<Future<JsonNode>> ends = clients.stream()
                    .map(client -> threads.submit(() -> client.streamed ? client.comeBack(other()) : client.askAgain()))
                    .toList();
            for (int i = 0; i < TURNS; i++) {
                JsonNode end = ends.get(i).get(40, TimeUnit.SECONDS);
                if (clients.get(i).streamed) {
                    assertThat(end.path("type").asText()).as(end.toString()).isEqualTo("RUN_ERROR");
                    assertThat(end.path("code").asText()).isEqualTo("interrupted");
                } else {
                    assertThat(end.path("message").asText()).as(end.toString()).isEqualTo("Here I am.");
                }
            }

            assertThat(count(
                            "select count(*) from conversation.turn t join conversation.message m on m.id = t.user_message_id"
                                    + " where t.state = 'running' and m.content like ?"))
                    .isZero();
            assertThat(count("select count(*) from conversation.message where role = 'user' and content like ?"))
                    .as("each once")
                    .isEqualTo(TURNS);
            try (KafkaEvents events =
                    KafkaEvents.at(stack().kafka().bootstrapServers(), "spectrum.conversation.events")) {
                for (Client client : clients) {
                    if (client.streamed) {
                        events.await(event -> event.type().endsWith("turn.failed.v1")
                                && event.data().path("run_id").asText().equals(client.run())
                                && event.data().path("reason").asText().equals("interrupted"));
                    }
                }
                assertThat(events.all())
                        .filteredOn(event -> event.type().endsWith("turn.failed.v1"))
                        .extracting(event -> event.data().path("run_id").asText())
                        .doesNotHaveDuplicates();
            }
        }
    }

    /** The stack's own replica, which goes on. */
    private static String other() {
        return "http://127.0.0.1:" + stack().ports().conversationService();
    }

    private int count(String query) throws SQLException {
        try (Connection owner =
                        DriverManager.getConnection(stack().postgres().jdbcUrl("spectrum"), "postgres", "spectrum");
                PreparedStatement statement = owner.prepareStatement(query)) {
            statement.setString(1, mark + "%");
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    /** Somebody with one question. */
    private final class Client {

        private final URI send;
        private final boolean streamed;
        private final String body;
        private final List<String> lines = new CopyOnWriteArrayList<>();

        Client(String url, int number, boolean streamed) {
            this.send = URI.create(url + "/api/chat/send");
            this.streamed = streamed;
            this.body = JSON.createObjectNode()
                    .put("agent_role", "sales")
                    .put("message", mark + " " + number)
                    .put("client_message_id", UUID.randomUUID().toString())
                    .toString();
        }

        /** Until the connection is gone. */
        void ask() {
            try {
                HTTP.send(request(send), HttpResponse.BodyHandlers.ofLines())
                        .body()
                        .forEach(lines::add);
            } catch (IOException | RuntimeException gone) {
                // As it should be.
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }

        boolean hasHeardWords() {
            return lines.stream().anyMatch(line -> line.contains("TEXT_MESSAGE_CONTENT"));
        }

        boolean wasAnswered() {
            return lines.stream()
                    .anyMatch(line -> line.contains("RUN_FINISHED")
                            || line.contains("RUN_ERROR")
                            || line.contains("\"message\""));
        }

        String run() {
            return data(lines.stream()
                            .filter(line -> line.contains("RUN_STARTED"))
                            .findFirst()
                            .orElseThrow())
                    .path("runId")
                    .asText();
        }

        /** Goes on after the last event that was heard; gives the last of all. */
        JsonNode comeBack(String url) throws IOException, InterruptedException {
            String lastId = lines.stream()
                    .filter(line -> line.startsWith("id:"))
                    .reduce((before, last) -> last)
                    .orElseThrow()
                    .substring(3)
                    .strip();
            HttpRequest follow = HttpRequest.newBuilder(URI.create(url + "/api/chat/runs/" + run() + "/events"))
                    .header("Authorization", "Bearer " + token)
                    .header("Accept", "text/event-stream")
                    .header("Last-Event-ID", lastId)
                    .build();
            return data(HTTP.send(follow, HttpResponse.BodyHandlers.ofLines())
                    .body()
                    .filter(line -> line.startsWith("data:"))
                    .reduce((before, last) -> last)
                    .orElseThrow());
        }

        /** With the same id, once more where the answer is that it was interrupted. */
        JsonNode askAgain() throws IOException, InterruptedException {
            HttpResponse<String> answer = HTTP.send(request(send), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 503) {
                assertThat(answer.body()).contains("interrupted", "\"retryable\":true");
                answer = HTTP.send(request(send), HttpResponse.BodyHandlers.ofString());
            }
            return JSON.readTree(answer.body());
        }

        private HttpRequest request(URI uri) {
            return HttpRequest.newBuilder(uri)
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/json")
                    .header("Accept", streamed ? "text/event-stream" : "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
        }

        private static JsonNode data(String line) {
            try {
                return JSON.readTree(line.substring(line.indexOf('{')));
            } catch (IOException noJson) {
                throw new AssertionError(line, noJson);
            }
        }
    }

    /** The service as it is packaged, with another model, on another port. */
    private static final class Replica implements AutoCloseable {

        private final JavaServer server;
        private ServerProcess process;

        Replica(ScriptedModel model) {
            JavaServer original =
                    (JavaServer) stack().member("conversation-service").server();
            int port = TemporaryServer.freePort();
            Map<String, String> environment = new HashMap<>(original.environment());
            environment.putAll(Map.of(
                    "SPECTRUM_HTTP_PORT", Integer.toString(port),
                    "OPENAI_BASE_URL", model.url(),
                    "SPECTRUM_REQUESTS_SHARE", "100",
                    "SPECTRUM_MODELS_TIMEOUT", "60s",
                    // Less than the 15 s of a real one, so that nobody waits here for that long.
                    "SPECTRUM_TURNS_LEASE", "4s"));
            server = new JavaServer(
                    "conversation-replica",
                    port,
                    original.maxHeapMegabytes(),
                    original.program(),
                    environment,
                    URI.create("http://127.0.0.1:" + port + "/q/health/ready"),
                    200);
            process = run();
        }

        String url() {
            return "http://127.0.0.1:" + server.port();
        }

        /** As {@code kill -9} does. */
        void kill() {
            ProcessHandle handle = ProcessHandle.of(process.pid()).orElseThrow();
            handle.destroyForcibly();
            handle.onExit().join();
        }

        void start() {
            process = run();
        }

        private ServerProcess run() {
            ServerProcess started = ServerProcess.startDetached(
                    server,
                    stack().home().run().resolve(server.name() + ".pid"),
                    stack().home().log(server.name()));
            started.awaitReady();
            return started;
        }

        @Override
        public void close() {
            process.stop();
        }
    }
}
