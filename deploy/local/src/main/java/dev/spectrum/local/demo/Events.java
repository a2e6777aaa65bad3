package dev.spectrum.local.demo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What the suite tells in Kafka from the moment this was made, read as any other system would read it. */
final class Events implements AutoCloseable {

    private static final List<String> TOPICS = List.of(
            "spectrum.agent.state",
            "spectrum.agent.events",
            "spectrum.conversation.events",
            "spectrum.gateway.events",
            "spectrum.outreach.events");

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<Event> seen = new ArrayList<>();

    /** @param type without its beginning and version, such as {@code conversation.turn.completed} */
    record Event(String topic, String type, String subject, String data) {}

    Events(String bootstrapServers) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "group.id", "demo-" + UUID.randomUUID()),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = TOPICS.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map((PartitionInfo partition) -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /** Everything told so far, in the order of each topic's partitions. */
    List<Event> all() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                seen.add(event(record));
            }
        }
        return List.copyOf(seen);
    }

    /** How many of this type. */
    long count(String type) {
        return all().stream().filter(event -> event.type().equals(type)).count();
    }

    /** How many of each type. */
    Map<String, Long> counts() {
        return all().stream()
                .collect(Collectors.groupingBy(
                        event -> event.topic() + "  " + event.type(), java.util.TreeMap::new, Collectors.counting()));
    }

    private static Event event(ConsumerRecord<String, byte[]> record) {
        String type =
                header(record, "ce_type").replaceFirst("^dev\\.spectrum\\.", "").replaceFirst("\\.v\\d+$", "");
        return new Event(
                record.topic(), type, header(record, "ce_subject"), new String(record.value(), StandardCharsets.UTF_8));
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
