package dev.spectrum.platform.event;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A log-compacted topic, read by this process from its beginning to its end and then as it grows: for a little state that
 * every replica holds in memory, where a table would cost the hot path a round trip. Belongs to no consumer group. What
 * can't be read for now is tried again; one record that the listener can't take is logged and left out.
 */
public final class StateTopic implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(StateTopic.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final String bootstrapServers;
    private final String topic;
    private final Consumer<State> listener;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean caughtUp;
    private volatile @Nullable KafkaConsumer<String, byte[]> consumer;

    /**
     * The state of one aggregate, as its latest event has it.
     *
     * @param type the event's type; empty if the record is no CloudEvent
     * @param data JSON
     */
    public record State(String type, byte[] data) {}

    /** Starts to read. The listener is called by one thread, for the records of a key in their order. */
    public StateTopic(String bootstrapServers, String topic, Consumer<State> listener) {
        this.bootstrapServers = bootstrapServers;
        this.topic = topic;
        this.listener = listener;
        this.thread = Thread.ofPlatform().daemon().name("state-" + topic).start(this::readUntilClosed);
    }

    /** Whether everything has been read that was there when reading began; stays true when Kafka goes away. */
    public boolean isCaughtUp() {
        return caughtUp;
    }

    private void readUntilClosed() {
        while (closed.getCount() > 0) {
            try (KafkaConsumer<String, byte[]> reading = connect()) {
                consumer = reading;
                read(reading);
            } catch (WakeupException closing) {
                LOG.debugf("%s is read no more", topic);
            } catch (KafkaException away) {
                LOG.warnf("%s can't be read for now: %s", topic, away.getMessage());
                pause();
            }
        }
    }

    private KafkaConsumer<String, byte[]> connect() {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    private void read(KafkaConsumer<String, byte[]> reading) {
        List<TopicPartition> partitions = reading.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new KafkaException("there is no such topic yet");
        }
        reading.assign(partitions);
        reading.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = reading.endOffsets(partitions);
        while (closed.getCount() > 0) {
            for (ConsumerRecord<String, byte[]> record : reading.poll(POLL)) {
                tell(record);
            }
            caughtUp = caughtUp
                    || ends.entrySet().stream().allMatch(end -> reading.position(end.getKey()) >= end.getValue());
        }
    }

    private void tell(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            return;
        }
        Header type = record.headers().lastHeader("ce_type");
        try {
            listener.accept(
                    new State(type == null ? "" : new String(type.value(), StandardCharsets.UTF_8), record.value()));
        } catch (RuntimeException unreadable) {
            LOG.warnf("Left out a record of %s at %s: %s", topic, record.offset(), unreadable.getMessage());
        }
    }

    private void pause() {
        try {
            closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            closed.countDown();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        KafkaConsumer<String, byte[]> reading = consumer;
        if (reading != null) {
            reading.wakeup();
        }
        try {
            thread.join(PAUSE.plus(POLL));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
