package dev.spectrum.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spectrum.servers.KafkaServer;
import dev.spectrum.servers.TemporaryServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DeadLettersIT {
    private static TemporaryServer<KafkaServer> kafka;

    @BeforeAll
    static void start() {
        kafka = TemporaryServer.kafka();
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void areListedWithTheirReasonAndReplayedOnceAsTheyWere() throws Exception {
        send("outreach", "spectrum.conversation.events");

        assertThat(list("outreach"))
                .contains("dev.spectrum.conversation.turn.completed.v1", "waiting", "key     tenant:conversation")
                .contains("from    spectrum.conversation.events", "reason  no such lead");
        assertThat(replay("outreach")).contains("1 of spectrum.outreach.dead-letters replayed");
        assertThat(replay("outreach")).contains("0 of spectrum.outreach.dead-letters replayed");
        assertThat(list("outreach")).contains("replayed").doesNotContain("waiting");

        assertThat(read("spectrum.conversation.events")).singleElement().satisfies(record -> {
            assertThat(record.key()).isEqualTo("tenant:conversation");
            assertThat(record.value()).isEqualTo("{}");
            assertThat(StreamSupport.stream(record.headers().spliterator(), false))
                    .extracting(header -> header.key() + "=" + new String(header.value(), StandardCharsets.UTF_8))
                    .containsExactly("ce_id=1", "ce_type=dev.spectrum.conversation.turn.completed.v1");
        });
    }

    @Test
    void areNoneWhenAServiceHasNone() {
        assertThat(list("gateway")).isEqualTo("0 in spectrum.gateway.dead-letters\n");
        assertThat(replay("gateway")).isEqualTo("0 of spectrum.gateway.dead-letters replayed\n");
    }

    @Test
    void ofAnUnknownServiceAreRefused() {
        assertThatThrownBy(() -> list("billing"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("there is no service 'billing'");
    }

    private static String list(String service) {
        var printed = new ByteArrayOutputStream();
        new DeadLetters(kafka.server(), service, new PrintStream(printed)).list();
        return printed.toString(StandardCharsets.UTF_8);
    }

    private static String replay(String service) {
        var printed = new ByteArrayOutputStream();
        new DeadLetters(kafka.server(), service, new PrintStream(printed)).replay();
        return printed.toString(StandardCharsets.UTF_8);
    }

    private static void send(String service, String from) throws Exception {
        var record = new ProducerRecord<>("spectrum." + service + ".dead-letters", "tenant:conversation", "{}");
        var headers =
                Map.of("dead-letter-topic", from, "dead-letter-reason", "no such lead", "dead-letter-offset", "7");
        record.headers()
                .add("ce_id", "1".getBytes(StandardCharsets.UTF_8))
                .add("ce_type", "dev.spectrum.conversation.turn.completed.v1".getBytes(StandardCharsets.UTF_8));
        headers.forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        try (var producer = new KafkaProducer<>(connection(), new StringSerializer(), new StringSerializer())) {
            producer.send(record).get();
        }
    }

    private static List<ConsumerRecord<String, String>> read(String topic) {
        try (var consumer = new KafkaConsumer<>(connection(), new StringDeserializer(), new StringDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var records = new ArrayList<ConsumerRecord<String, String>>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return records;
        }
    }

    private static Map<String, Object> connection() {
        return Map.of("bootstrap.servers", kafka.server().bootstrapServers());
    }
}
