package dev.spectrum.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.platform.Notes;
import dev.spectrum.platform.OneSession;
import dev.spectrum.platform.testing.KafkaEvent;
import dev.spectrum.platform.testing.KafkaEvents;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OutboxIT {

    private static final String TOPIC = "spectrum.agent.events";

    @Test
    void anEventIsPublishedWithItsChange() {
        String id = Notes.take(TestUser.ACME_MEMBER, "told").jsonPath().getString("id");
        try (KafkaEvents events = KafkaEvents.of(TOPIC)) {
            KafkaEvent event = events.await(told -> told.subject().equals(id));
            assertThat(event.key()).isEqualTo(TestUser.ACME + ":" + id);
            assertThat(event.data().get("text").asText()).isEqualTo("told");
        }
    }

    @Test
    void aChangeThatIsRolledBackIsNotTold() {
        Notes.take(TestUser.ACME_MEMBER, "fail").then().statusCode(409);
        String after = Notes.take(TestUser.ACME_MEMBER, "after").jsonPath().getString("id");
        try (KafkaEvents events = KafkaEvents.of(TOPIC)) {
            events.await(event -> event.subject().equals(after));
            assertThat(events.all())
                    .noneMatch(event -> event.data().path("text").asText().equals("fail"));
        }
    }

    /** Another replica's relay takes a batch, publishes nothing of it, and dies: its connection ends without a commit. */
    @Test
    void aRelayKilledInMidBatchLosesNothingAndKeepsTheOrderOfEachKey() throws SQLException {
        String first = UuidCreator.getTimeOrderedEpoch().toString();
        String second = UuidCreator.getTimeOrderedEpoch().toString();
        try (OneSession dying = OneSession.asApp();
                OneSession tenant = OneSession.asApp().transactionFor(TestUser.ACME)) {
            dying.connection().setAutoCommit(false);
            String pid = dying.one("select pg_backend_pid()");
            await().until(() -> takesTheBatch(dying));
            for (int i = 0; i < 600; i++) {
                write(tenant, i % 2 == 0 ? first : second, i);
            }
            tenant.connection().commit();
            assertThat(dying.one("select count(*) from outbox_batch(500)")).isEqualTo("500");
            // What a relay does before it can't commit: it deletes what it believes to be published.
            dying.one("select outbox_published(array(select position from outbox_batch(250)))");
            try (OneSession owner = OneSession.asOwner()) {
                assertThat(owner.one("select count(*) from outbox")).isEqualTo("600");
            }
            try (OneSession killer = OneSession.asApp()) {
                killer.one("select pg_terminate_backend(?::int)", pid);
            }
        }

        try (KafkaEvents events = KafkaEvents.of(TOPIC)) {
            List<KafkaEvent> told = events.await(
                    600,
                    event -> event.subject().equals(first) || event.subject().equals(second));
            assertThat(texts(told, first))
                    .containsExactlyElementsOf(
                            IntStream.range(0, 300).mapToObj(i -> "n" + i * 2).toList());
            assertThat(texts(told, second))
                    .containsExactlyElementsOf(IntStream.range(0, 300)
                            .mapToObj(i -> "n" + (i * 2 + 1))
                            .toList());
        }
        try (OneSession owner = OneSession.asOwner()) {
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> owner.one("select count(*) from outbox").equals("0"));
        }
    }

    private static boolean takesTheBatch(OneSession relay) throws SQLException {
        boolean locked = relay.one("select pg_try_advisory_xact_lock(hashtext('agent.outbox'))")
                .equals("t");
        if (!locked) {
            relay.connection().rollback();
        }
        return locked;
    }

    private static List<String> texts(List<KafkaEvent> events, String subject) {
        return events.stream()
                .filter(event -> event.subject().equals(subject))
                .map(event -> event.data().get("text").asText())
                .toList();
    }

    private static void write(OneSession sql, String subject, int number) throws SQLException {
        sql.change(
                "insert into outbox (tenant_id, id, topic, type, subject, occurred_at, data) values (?, ?, ?, ?, ?, ?, ?)",
                TestUser.ACME,
                UuidCreator.getTimeOrderedEpoch(),
                TOPIC,
                "dev.spectrum.test.note.taken.v1",
                subject,
                Timestamp.from(Instant.now()),
                "{\"note_id\": \"" + UUID.fromString(subject) + "\", \"text\": \"n" + number + "\"}");
    }
}
