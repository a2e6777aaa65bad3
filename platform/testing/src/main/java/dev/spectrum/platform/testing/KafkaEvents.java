package dev.spectrum.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Reads a topic from its beginning as any other system would, and holds every record to its contract: a record that breaks
 * its schema fails the test that reads it. Close it.
 */
public final class KafkaEvents implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<KafkaEvent> seen = new ArrayList<>();

    private KafkaEvents(KafkaConsumer<String, byte[]> consumer) {
        this.consumer = consumer;
    }

    /** Reads the topics from the Kafka of the running {@code @QuarkusTest}. */
    public static KafkaEvents of(String... topics) {
        return at(ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class), topics);
    }

    /** Reads the topics from the Kafka at this address. */
    public static KafkaEvents at(String bootstrapServers, String... topics) {
        KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.GROUP_ID_CONFIG,
                        "test-" + UUID.randomUUID(),
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(List.of(topics));
        return new KafkaEvents(consumer);
    }

    /** Waits for the first event that fits, also among those seen before. */
    public KafkaEvent await(Predicate<KafkaEvent> wanted) {
        return await(1, wanted).getFirst();
    }

    /** Waits until so many events fit, and gives all that do, in the order of each key. */
    public List<KafkaEvent> await(int count, Predicate<KafkaEvent> wanted) {
        Instant deadline = Instant.now().plus(PATIENCE);
        List<KafkaEvent> fitting = fitting(wanted);
        while (fitting.size() < count && Instant.now().isBefore(deadline)) {
            poll();
            fitting = fitting(wanted);
        }
        assertThat(fitting)
                .as("%d such events within %s; seen: %s", count, PATIENCE, seen)
                .hasSizeGreaterThanOrEqualTo(count);
        return fitting;
    }

    /** Everything in the topics up to now. */
    public List<KafkaEvent> all() {
        Instant deadline = Instant.now().plus(PATIENCE);
        do {
            poll();
        } while (consumer.assignment().isEmpty() && Instant.now().isBefore(deadline));
        Map<org.apache.kafka.common.TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (consumer.assignment().stream()
                .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
            poll();
        }
        return List.copyOf(seen);
    }

    private List<KafkaEvent> fitting(Predicate<KafkaEvent> wanted) {
        return seen.stream().filter(wanted).toList();
    }

    private void poll() {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
            seen.add(EventContract.read(record));
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
