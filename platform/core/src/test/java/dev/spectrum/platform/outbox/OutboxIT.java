package dev.spectrum.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.platform.Notes;
import dev.spectrum.platform.OneSession;
import dev.spectrum.platform.testing.KafkaEvent;
import dev.spectrum.platform.testing.KafkaEvents;
import dev.spectrum.platform.testing.RealServers;
import dev.spectrum.platform.testing.TestUser;
import dev.spectrum.servers.KafkaServer;
import dev.spectrum.servers.TemporaryServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OutboxIT {

    private static final String TOPIC = "spectrum.agent.events";

    @Inject
    MeterRegistry metrics;

    @Inject
    ObjectMapper json;

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

    @Test
    void anEventThatKafkaWouldNotTakeCannotComeToBe() {
        Notes.take(TestUser.ACME_MEMBER, "x".repeat(950_000))
                .then()
                .statusCode(413)
                .body("type", equalTo("urn:spectrum:problem:too-large"))
                .body("detail", containsString("dev.spectrum.test.note.taken.v1"));
        Notes.take(TestUser.ACME_MEMBER, "€".repeat(310_000)).then().statusCode(413);
        String largest =
                Notes.take(TestUser.ACME_MEMBER, "x".repeat(899_900)).jsonPath().getString("id");
        try (KafkaEvents events = KafkaEvents.of(TOPIC)) {
            events.await(event -> event.subject().equals(largest));
        }
    }

    @Test
    void whatIsWrittenWhileKafkaIsAwayArrivesInOrderOnceItIsBack() throws SQLException {
        Written written = new Written();
        TemporaryServer<KafkaServer> server = RealServers.kafka();
        server.stop();
        try {
            double failures = failures();
            written.add(60);
            await().atMost(Duration.ofSeconds(60)).until(() -> failures() > failures);
        } finally {
            server.start();
        }
        written.hasArrivedInOrder();
    }

    /** As when a replica dies: its lock and its transaction are gone, and nobody knows what of its batch Kafka has. */
    @Test
    void aRelayWhoseConnectionBreaksInMidBatchLosesNothingAndKeepsTheOrderOfEachKey() throws Exception {
        Written written = new Written();
        long kafka = RealServers.kafka().process().pid();
        signal("STOP", kafka);
        try (OneSession killer = OneSession.asApp()) {
            written.add(60);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> killer.one(
                                    "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()"
                                            + " and state = 'idle in transaction' and query like '%outbox_events(%'")
                            != null);
        } finally {
            signal("CONT", kafka);
        }
        written.hasArrivedInOrder();
    }

    @Test
    void manyEventsOfOneRowArriveEachAsItself() throws SQLException {
        String first = UUID.randomUUID().toString();
        String second = UUID.randomUUID().toString();
        String bundle =
                new EventBundle(json).write(List.of(note(first, "n0"), note(second, "of another"), note(first, "n1")));
        try (OneSession tenant = OneSession.asApp().transactionFor(TestUser.ACME)) {
            tenant.change(
                    "insert into outbox (tenant_id, id, topic, type, subject, occurred_at, data, bundled)"
                            + " values (?, ?, ?, '', '', now(), ?, 3)",
                    TestUser.ACME,
                    UuidCreator.getTimeOrderedEpoch(),
                    TOPIC,
                    bundle);
            tenant.connection().commit();
        }

        try (KafkaEvents events = KafkaEvents.of(TOPIC)) {
            List<KafkaEvent> told = events.await(2, event -> event.subject().equals(first));
            assertThat(told.stream().map(event -> event.data().get("text").asText()))
                    .containsExactly("n0", "n1");
            assertThat(told).allMatch(event -> event.key().equals(TestUser.ACME + ":" + first));
            assertThat(events.await(event -> event.subject().equals(second))
                            .data()
                            .get("text")
                            .asText())
                    .isEqualTo("of another");
        }
        try (OneSession owner = OneSession.asOwner()) {
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> owner.one("select count(*) from outbox").equals("0"));
        }
    }

    private static EventBundle.Event note(String subject, String text) {
        return new EventBundle.Event(
                UuidCreator.getTimeOrderedEpoch(),
                "dev.spectrum.test.note.taken.v1",
                subject,
                Instant.now().toString(),
                null,
                "{\"note_id\": \"" + subject + "\", \"text\": \"" + text + "\"}");
    }

    @Test
    void theServicesRoleNeitherReadsNorDeletesAnotherTenantsEvents() throws SQLException {
        try (OneSession sql = OneSession.asApp().transactionFor(TestUser.GLOBEX)) {
            // While this session holds the relay's lock, nothing leaves the outbox.
            await().until(() -> locks(sql));
            String id = new Written().add(1).getFirst().toString();
            String ids = "select to_jsonb(b)::text from outbox_batch_ids(100) b where id = ?::uuid";
            assertThat(sql.one(ids, id)).contains(id, TestUser.ACME.toString()).doesNotContain("note_id");
            // Of the three that were written, one is its own.
            assertThat(sql.one("select count(*) from outbox where tenant_id = ?", TestUser.ACME))
                    .isEqualTo("0");
            assertThat(sql.change("delete from outbox where id = ?::uuid", id)).isZero();
            assertThat(sql.change("delete from outbox where tenant_id = ? or true", TestUser.ACME))
                    .isEqualTo(1);
            // All others are bound by row-level security as it is itself.
            assertThat(sql.one("select string_agg(proname, ' ' order by proname) from pg_proc"
                            + " where pronamespace = current_schema::regnamespace and prosecdef"
                            + " and has_function_privilege(oid, 'execute')"))
                    .isEqualTo("outbox_batch_ids sweep_repeats");
            sql.one("select sweep_repeats()");
            assertThat(sql.one(ids, id)).contains(id);
        }
    }

    private double failures() {
        return metrics.counter("spectrum.outbox.failures").count();
    }

    private static boolean locks(OneSession relay) throws SQLException {
        return relay.one("select pg_try_advisory_xact_lock(hashtext('agent.outbox'))")
                .equals("t");
    }

    private static void signal(String name, long pid) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }

    /** Events of three keys and two tenants, in turn. */
    private static final class Written {

        private final Map<UUID, UUID> tenants = new LinkedHashMap<>();
        private int count;

        Written() {
            tenants.put(UuidCreator.getTimeOrderedEpoch(), TestUser.ACME);
            tenants.put(UuidCreator.getTimeOrderedEpoch(), TestUser.GLOBEX);
            tenants.put(UuidCreator.getTimeOrderedEpoch(), TestUser.ACME);
        }

        /** So many of each key, each in its tenant's own transaction; gives the events' ids. */
        List<UUID> add(int ofEachKey) throws SQLException {
            List<UUID> ids = new ArrayList<>();
            for (Map.Entry<UUID, UUID> key : tenants.entrySet()) {
                try (OneSession tenant = OneSession.asApp().transactionFor(key.getValue())) {
                    for (int i = 0; i < ofEachKey; i++) {
                        ids.add(write(tenant, key.getValue(), key.getKey(), i));
                    }
                    tenant.connection().commit();
                }
            }
            count = ofEachKey;
            return ids;
        }

        /** Events may come twice; what is new comes in the order of its key. */
        void hasArrivedInOrder() throws SQLException {
            List<String> all = IntStream.range(0, count).mapToObj(i -> "n" + i).toList();
            try (OneSession owner = OneSession.asOwner()) {
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> owner.one("select count(*) from outbox").equals("0"));
            }
            try (KafkaEvents events = KafkaEvents.of(TOPIC)) {
                for (UUID subject : tenants.keySet()) {
                    List<KafkaEvent> told =
                            events.await(count, event -> event.subject().equals(subject.toString()));
                    assertThat(told.stream()
                                    .map(event -> event.data().get("text").asText())
                                    .distinct())
                            .containsExactlyElementsOf(all);
                }
            }
        }
    }

    private static UUID write(OneSession sql, UUID tenant, UUID subject, int number) throws SQLException {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        sql.change(
                "insert into outbox (tenant_id, id, topic, type, subject, occurred_at, data) values (?, ?, ?, ?, ?, ?, ?)",
                tenant,
                id,
                TOPIC,
                "dev.spectrum.test.note.taken.v1",
                subject.toString(),
                Timestamp.from(Instant.now()),
                "{\"note_id\": \"" + subject + "\", \"text\": \"n" + number + "\"}");
        return id;
    }
}
