package dev.spectrum.platform.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spectrum.platform.OneSession;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@QuarkusTest
class InboxIT {

    private static final String TOPIC = "spectrum.channel.events";
    private static final String KEY = "some-key";

    @Test
    void theSameEventTwiceActsOnce() throws Exception {
        String event = UUID.randomUUID().toString();
        String last = UUID.randomUUID().toString();
        try (KafkaProducer<String, byte[]> kafka = producer()) {
            send(kafka, event, note("again"));
            send(kafka, event, note("again"));
            send(kafka, last, note("last"));
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> heard(last) == 1);
        assertThat(heard(event)).isEqualTo(1);
    }

    @Test
    void whatCantBeProcessedGoesToTheDeadLettersWithItsReasonAndStopsNobody() throws Exception {
        String unbearable = UUID.randomUUID().toString();
        String garbage = UUID.randomUUID().toString();
        String next = UUID.randomUUID().toString();
        try (KafkaProducer<String, byte[]> kafka = producer()) {
            send(kafka, unbearable, note("unbearable"));
            send(kafka, garbage, "{\"note_id\": 7, ");
            kafka.send(new ProducerRecord<>(TOPIC, KEY, "no event at all".getBytes(StandardCharsets.UTF_8)))
                    .get();
            send(kafka, next, note("next"));
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> heard(next) == 1);
        assertThat(heard(unbearable)).isZero();

        List<String> reasons = deadLetterReasons(3);
        assertThat(reasons).anyMatch(reason -> reason.contains("can't hear this"));
        assertThat(reasons).anyMatch(reason -> reason.contains("data is not a NoteTaken"));
        assertThat(reasons).anyMatch(reason -> reason.contains("no CloudEvent"));
    }

    private static String note(String text) {
        return "{\"note_id\": \"" + UUID.randomUUID() + "\", \"text\": \"" + text + "\"}";
    }

    private static int heard(String event) throws SQLException {
        try (OneSession sql = OneSession.asApp().transactionFor(TestUser.ACME)) {
            return Integer.parseInt(sql.one("select count(*) from heard where event_id = ?", event));
        }
    }

    private static void send(KafkaProducer<String, byte[]> kafka, String id, String data)
            throws ExecutionException, InterruptedException {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(TOPIC, KEY, data.getBytes(StandardCharsets.UTF_8));
        Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", id,
                        "ce_source", "/spectrum/test",
                        "ce_type", "dev.spectrum.test.note.taken.v1",
                        "ce_subject", "a-note",
                        "ce_time", Instant.now().toString(),
                        "ce_tenantid", TestUser.ACME.toString(),
                        "content-type", "application/json")
                .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        kafka.send(record).get();
    }

    private static List<String> deadLetterReasons(int count) {
        List<String> reasons = new java.util.ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        servers(),
                        "group.id",
                        "test-" + UUID.randomUUID(),
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.subscribe(List.of("spectrum.agent.dead-letters"));
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    reasons.add(new String(
                            record.headers().lastHeader("dead-letter-reason").value(), StandardCharsets.UTF_8));
                }
                return reasons.size() >= count;
            });
        }
        return reasons;
    }

    private static KafkaProducer<String, byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", servers()), new StringSerializer(), new ByteArraySerializer());
    }

    private static String servers() {
        return ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
    }
}
