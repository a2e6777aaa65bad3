package dev.spectrum.conversation.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.conversation.AgentState;
import dev.spectrum.conversation.Chat;
import dev.spectrum.conversation.Events;
import dev.spectrum.conversation.ScriptedServers;
import dev.spectrum.platform.testing.KafkaEvent;
import dev.spectrum.platform.testing.KafkaEvents;
import dev.spectrum.platform.testing.RealServers;
import dev.spectrum.platform.testing.TestUser;
import dev.spectrum.servers.KafkaServer;
import dev.spectrum.servers.RedisServer;
import dev.spectrum.servers.TemporaryServer;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that hangs, or is killed, while people chat. {@code -Dspectrum.outage=PT1M} makes it as long as a real one. */
@QuarkusTest
class OutageIT {

    private static final Duration OUTAGE = Duration.parse(System.getProperty("spectrum.outage", "PT2S"));
    private static final int CLIENTS = 6;
    /** Slow, and not a failure. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final String role = "outage-" + UUID.randomUUID();
    private final String token = TestUser.ACME_MEMBER.token();

    @BeforeEach
    void anAgentExists() {
        ScriptedServers.forget();
        AgentState.tenantsExist();
        AgentState.agent(role);
    }

    @Test
    void whileRedisHangsTurnsGoOnAndSoDoesWhoListensToThem() throws Exception {
        TemporaryServer<RedisServer> redis = RealServers.redis();
        List<Talk> talks;
        signal("STOP", redis.process().pid());
        try {
            talks = underLoad(() -> {
                try (Events answer = Events.send(Chat.body(role, "Hello"))) {
                    assertThat(answer.toTheEnd().getLast().type()).isEqualTo("RUN_FINISHED");
                    assertThat(answer.text()).isEqualTo("All right.");
                }
            });
        } finally {
            signal("CONT", redis.process().pid());
        }

        assertThat(talks).allSatisfy(talk -> assertThat(talk.runs).isNotEmpty());
        assertToldOnceAndInOrder(talks);
    }

    @Test
    void whileKafkaHangsTurnsGoOnAndAreToldLaterInOrder() throws Exception {
        TemporaryServer<KafkaServer> kafka = RealServers.kafka();
        List<Talk> talks;
        signal("STOP", kafka.process().pid());
        try {
            talks = underLoad(() -> {});
        } finally {
            signal("CONT", kafka.process().pid());
        }

        assertToldOnceAndInOrder(talks);
    }

    @Test
    void whileKafkaIsDeadTurnsGoOnAndAreToldLaterInOrder() throws Exception {
        TemporaryServer<KafkaServer> kafka = RealServers.kafka();
        List<Talk> talks;
        signal("KILL", kafka.process().pid());
        kafka.stop();
        try {
            talks = underLoad(() -> {});
        } finally {
            kafka.start();
        }

        assertToldOnceAndInOrder(talks);
    }

    private interface Beside {
        void run() throws Exception;
    }

    /** As many turns as there are, by several people at once, for as long as the outage takes. */
    private List<Talk> underLoad(Beside beside) throws Exception {
        Instant end = Instant.now().plus(OUTAGE);
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Talk>> all = IntStream.range(0, CLIENTS)
                    .mapToObj(number -> clients.submit(() -> new Talk().until(end)))
                    .toList();
            beside.run();
            List<Talk> talks = new ArrayList<>();
            for (Future<Talk> talk : all) {
                talks.add(talk.get());
            }
            System.out.printf(
                    "%d turns in %s, the longest took %s%n",
                    talks.stream().mapToInt(talk -> talk.runs.size()).sum(),
                    OUTAGE,
                    talks.stream()
                            .map(talk -> talk.longest)
                            .max(Duration::compareTo)
                            .orElseThrow());
            return talks;
        }
    }

    /** One person's turns in one conversation. */
    private final class Talk {

        private final List<String> runs = new ArrayList<>();
        private String conversation = "";
        private Duration longest = Duration.ZERO;

        Talk until(Instant end) {
            do {
                Map<String, Object> body = new HashMap<>(Chat.body(role, "Hello"));
                body.put("conversation_id", conversation.isEmpty() ? null : conversation);
                Instant start = Instant.now();
                JsonPath answer = RestAssured.given()
                        .auth()
                        .oauth2(token)
                        .contentType("application/json")
                        .body(body)
                        .post("/api/chat/send")
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath();
                Duration took = Duration.between(start, Instant.now());
                assertThat(took).isLessThan(PATIENCE);
                longest = took.compareTo(longest) > 0 ? took : longest;
                conversation = answer.getString("conversation_id");
                runs.add(answer.getString("run_id"));
            } while (Instant.now().isBefore(end));
            return this;
        }
    }

    /** What comes twice has the same id: that is once, to whoever consumes events as this suite does. */
    private static void assertToldOnceAndInOrder(List<Talk> talks) {
        int turns = talks.stream().mapToInt(talk -> talk.runs.size()).sum();
        try (KafkaEvents events = KafkaEvents.of("spectrum.conversation.events")) {
            for (Talk talk : talks) {
                events.await(event -> isEndOf(talk, event)
                        && event.data().path("run_id").asText().equals(talk.runs.getLast()));
            }
            List<KafkaEvent> told = events.all();
            for (Talk talk : talks) {
                List<KafkaEvent> ends =
                        told.stream().filter(event -> isEndOf(talk, event)).toList();
                assertThat(ends.stream()
                                .map(event -> event.data().path("run_id").asText())
                                .distinct())
                        .containsExactlyElementsOf(talk.runs);
                assertThat(ends.stream().map(KafkaEvent::id).distinct()).hasSameSizeAs(talk.runs);
            }
            long records = told.stream()
                    .filter(event -> talks.stream().anyMatch(talk -> isEndOf(talk, event)))
                    .count();
            System.out.printf("%d turns, %d records of their ends%n", turns, records);
        }
    }

    private static boolean isEndOf(Talk talk, KafkaEvent event) {
        return event.type().equals("dev.spectrum.conversation.turn.completed.v1")
                && event.subject().equals(talk.conversation);
    }

    private static void signal(String name, long pid) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }
}
