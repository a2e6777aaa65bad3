package dev.spectrum.local;

import dev.spectrum.servers.KafkaServer;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What a service could not process. SmallRye puts such a record on {@code spectrum.<service>.dead-letters} as it was, with
 * headers {@code dead-letter-*} that say where it came from and why it failed. Which records were replayed is kept as the
 * offsets of a consumer group, so each is replayed once.
 */
final class DeadLetters {
    static final List<String> SERVICES = List.of("agent", "conversation", "gateway", "outreach");

    private static final String ADDED = "dead-letter-";
    private static final Duration POLL = Duration.ofMillis(500);

    private final String bootstrapServers;
    private final String topic;
    private final PrintStream out;

    DeadLetters(KafkaServer kafka, String service, PrintStream out) {
        if (!SERVICES.contains(service)) {
            throw Failure.notUnderstood(
                    "there is no service '" + service + "'; there are " + String.join(", ", SERVICES));
        }
        if (!kafka.isReady()) {
            throw new Failure(
                    "Kafka does not answer at " + kafka.bootstrapServers() + "; ./spectrum status shows more");
        }
        this.bootstrapServers = kafka.bootstrapServers();
        this.topic = "spectrum." + service + ".dead-letters";
        this.out = out;
    }

    /** Prints all of them, oldest first in each partition. */
    void list() {
        try (var consumer = consumer()) {
            var partitions = partitions(consumer);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var replayed = consumer.committed(java.util.Set.copyOf(partitions));
            var letters = readToTheEnd(consumer);
            for (var letter : letters) {
                var next = Optional.ofNullable(replayed.get(partition(letter)));
                print(letter, next.isPresent() && letter.offset() < next.get().offset());
            }
            out.printf("%d in %s%n", letters.size(), topic);
        }
    }

    private void print(ConsumerRecord<byte[], byte[]> letter, boolean isReplayed) {
        out.printf(
                "%d:%d  %s  %s  %s%n",
                letter.partition(),
                letter.offset(),
                Instant.ofEpochMilli(letter.timestamp()),
                header(letter, "ce_type").orElse("no type"),
                isReplayed ? "replayed" : "waiting");
        header(letter, "ce_id").ifPresent(id -> out.println("  id      " + id));
        out.println("  key     " + (letter.key() == null ? "none" : text(letter.key())));
        header(letter, ADDED + "topic").ifPresent(from -> out.println("  from    " + from));
        header(letter, ADDED + "reason").ifPresent(reason -> out.println("  reason  " + reason));
        header(letter, ADDED + "cause").ifPresent(cause -> out.println("  cause   " + cause));
    }

    /** Sends those that were not replayed yet back to where they came from. */
    void replay() {
        try (var consumer = consumer();
                var producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", (Object) bootstrapServers),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            consumer.assign(partitions(consumer));
            var replayed = 0;
            for (var letter : readToTheEnd(consumer)) {
                var destination = header(letter, ADDED + "topic");
                if (destination.isPresent()) {
                    producer.send(original(letter, destination.get())).get();
                    replayed++;
                } else {
                    out.printf("%d:%d names no topic, skipped%n", letter.partition(), letter.offset());
                }
                consumer.commitSync(Map.of(partition(letter), new OffsetAndMetadata(letter.offset() + 1)));
            }
            out.printf("%d of %s replayed%n", replayed, topic);
        } catch (ExecutionException e) {
            throw new Failure("the replay stopped: " + e.getMessage() + "; run it again for the rest");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ProducerRecord<byte[], byte[]> original(ConsumerRecord<byte[], byte[]> letter, String destination) {
        var headers = StreamSupport.stream(letter.headers().spliterator(), false)
                .filter(header -> !header.key().startsWith(ADDED))
                .toList();
        return new ProducerRecord<>(destination, null, letter.key(), letter.value(), headers);
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "group.id",
                        topic + ".replay",
                        "enable.auto.commit",
                        false,
                        "auto.offset.reset",
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
        return consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    /** Reads what is there now; what comes later is for the next time. */
    private static List<ConsumerRecord<byte[], byte[]>> readToTheEnd(KafkaConsumer<byte[], byte[]> consumer) {
        var ends = consumer.endOffsets(consumer.assignment());
        var letters = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(POLL).forEach(letters::add);
        }
        return letters;
    }

    private static TopicPartition partition(ConsumerRecord<byte[], byte[]> letter) {
        return new TopicPartition(letter.topic(), letter.partition());
    }

    private static Optional<String> header(ConsumerRecord<byte[], byte[]> letter, String name) {
        return Optional.ofNullable(letter.headers().lastHeader(name))
                .map(Header::value)
                .map(DeadLetters::text);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
