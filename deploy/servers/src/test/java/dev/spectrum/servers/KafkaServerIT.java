package dev.spectrum.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class KafkaServerIT {
    private static final String TOPIC = "spectrum.conversation.events";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

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
    void carriesARecordAndKeepsItOverARestart() throws Exception {
        send(TOPIC, "key", "value");
        kafka.stop();
        kafka.start();
        assertThat(read(TOPIC)).containsExactly("key=value");
    }

    @Test
    void hasTheTopicsOfTheContract() throws Exception {
        try (var admin = Admin.create(bootstrap())) {
            assertThat(admin.listTopics().names().get())
                    .contains("spectrum.agent.state", "spectrum.outreach.dead-letters");
        }
    }

    @Test
    void leavesTopicsThatAreThereAsTheyAre() throws Exception {
        KafkaTopics.ofTheContract().createMissing(kafka.server().bootstrapServers());
    }

    @Test
    void makesNoTopicThatNobodyDeclared() {
        assertThatThrownBy(() -> send("spectrum.typo", "key", "value")).hasMessageContaining("spectrum.typo");
    }

    private static void send(String topic, String key, String value) throws ExecutionException, InterruptedException {
        var settings =
                Map.<String, Object>of("bootstrap.servers", kafka.server().bootstrapServers(), "max.block.ms", 2000);
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, key, value)).get();
        }
    }

    private static List<String> read(String topic) {
        var settings = Map.<String, Object>of(
                "bootstrap.servers", kafka.server().bootstrapServers(),
                "group.id", "reader",
                "auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            var found = new ArrayList<String>();
            Wait.until(PATIENCE, () -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> found.add(record.key() + "=" + record.value()));
                return !found.isEmpty();
            });
            return found;
        }
    }

    private static Map<String, Object> bootstrap() {
        return Map.of("bootstrap.servers", kafka.server().bootstrapServers());
    }
}
