package dev.spectrum.platform.outbox;

import dev.spectrum.platform.context.CallerContext;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Sends outbox records to Kafka as CloudEvents 1.0 in binary mode (Kafka protocol binding 1.0.2). On Kafka's own producer:
 * an event has nothing to gain from a message, its metadata and a stream, and would pay for them.
 */
@ApplicationScoped
class EventPublisher {

    private static final byte[] SPEC_VERSION = utf8("1.0");
    private static final byte[] JSON = utf8("application/json");

    private final Producer<String, byte[]> kafka;
    private final KafkaClientMetrics metrics;
    private final byte[] source;
    /** Sending waits for a broker that is away, and for room. */
    private final ExecutorService sender = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("outbox-sender").factory());

    EventPublisher(
            @Identifier("default-kafka-broker") Map<String, Object> broker,
            @ConfigProperty(name = "spectrum.service") String service,
            @ConfigProperty(name = "spectrum.outbox.delivery-timeout") Duration patience,
            MeterRegistry registry) {
        this.kafka = new KafkaProducer<>(
                settings(broker, Math.toIntExact(patience.toMillis())),
                new StringSerializer(),
                new ByteArraySerializer());
        this.metrics = new KafkaClientMetrics(kafka);
        this.metrics.bindTo(registry);
        this.source = utf8("/spectrum/" + service);
    }

    private static Map<String, Object> settings(Map<String, Object> broker, int patienceMillis) {
        Map<String, Object> settings = new HashMap<>(broker);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, patienceMillis / 2);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, patienceMillis);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
        return settings;
    }

    /**
     * Sends a batch and waits for every acknowledgement. Never fails. The events of one key follow one another: what comes
     * after one that failed is not sent, so nothing overtakes it.
     */
    Uni<PublishedBatch> publish(List<OutboxRecord> batch) {
        if (batch.isEmpty()) {
            return Uni.createFrom().item(new PublishedBatch(List.of(), null));
        }
        Collection<List<OutboxRecord>> keys = batch.stream()
                .collect(Collectors.groupingBy(OutboxRecord::key, LinkedHashMap::new, Collectors.toList()))
                .values();
        return CallerContext.returnTo(() -> Uni.createFrom().emitter(done -> {
            Sending sending = new Sending(keys.size(), done);
            sender.execute(() -> keys.forEach(ofOneKey -> sending.sendInTurn(ofOneKey.iterator())));
        }));
    }

    /** A batch on its way. */
    private final class Sending {

        private final List<OutboxRecord> published = new ArrayList<>();
        private final UniEmitter<? super PublishedBatch> done;
        private int openKeys;
        private @Nullable Throwable failure;
        private volatile @Nullable Throwable brokerAway;

        private Sending(int keys, UniEmitter<? super PublishedBatch> done) {
            this.openKeys = keys;
            this.done = done;
        }

        private void sendInTurn(Iterator<OutboxRecord> ofOneKey) {
            OutboxRecord event = ofOneKey.next();
            Throwable away = brokerAway;
            if (away != null) {
                // Each key would wait in turn to find out the same.
                end(away);
                return;
            }
            try {
                kafka.send(record(event), (acknowledged, refused) -> {
                    if (refused != null) {
                        brokerAway = refused instanceof TimeoutException ? refused : brokerAway;
                        end(refused);
                    } else if (keep(event, ofOneKey)) {
                        // Not in this thread, which is the one that speaks to Kafka.
                        sender.execute(() -> sendInTurn(ofOneKey));
                    }
                });
            } catch (RuntimeException notSent) {
                end(notSent);
            }
        }

        /** Whether there is another one. */
        private boolean keep(OutboxRecord event, Iterator<OutboxRecord> ofOneKey) {
            synchronized (this) {
                published.add(event);
            }
            if (!ofOneKey.hasNext()) {
                end(null);
                return false;
            }
            return true;
        }

        private void end(@Nullable Throwable reason) {
            synchronized (this) {
                failure = failure == null ? reason : failure;
                openKeys--;
                if (openKeys > 0) {
                    return;
                }
            }
            done.complete(new PublishedBatch(published, failure));
        }
    }

    private ProducerRecord<String, byte[]> record(OutboxRecord event) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(event.topic(), event.key(), utf8(event.data()));
        Headers headers = record.headers()
                .add("ce_specversion", SPEC_VERSION)
                .add("ce_id", utf8(event.id().toString()))
                .add("ce_source", source)
                .add("ce_type", utf8(event.type()))
                .add("ce_subject", utf8(event.subject()))
                .add("ce_time", utf8(event.occurredAt()))
                .add("ce_tenantid", utf8(event.tenantId().toString()))
                .add("content-type", JSON);
        if (event.traceparent() != null) {
            headers.add("ce_traceparent", utf8(event.traceparent()));
        }
        return record;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @PreDestroy
    void close() {
        metrics.close();
        kafka.close(Duration.ofSeconds(1));
        sender.shutdownNow();
    }
}
