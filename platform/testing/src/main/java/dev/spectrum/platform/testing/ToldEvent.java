package dev.spectrum.platform.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * An event as another service tells it: a CloudEvent in Kafka's binary mode. Its data is held to no schema, because readers
 * must bear data that is older or newer than they are.
 *
 * @param id given twice, it is one event that arrives twice
 * @param type such as {@code dev.spectrum.agent.tenant.changed.v1}, which says the service too
 * @param data JSON, or what Jackson makes JSON of
 */
public record ToldEvent(UUID id, String topic, String type, UUID tenant, String subject, Object data) {

    private static final ObjectMapper JSON = new ObjectMapper().findAndRegisterModules();
    private static final int PATIENCE_SECONDS = 20;

    /** Sends it to the Kafka of the running {@code @QuarkusTest}, and waits until it is there. */
    public void tell() {
        String kafka = ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(record()).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } catch (ExecutionException | TimeoutException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private ProducerRecord<String, byte[]> record() {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, tenant + ":" + subject, bytes());
        Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        id.toString(),
                        "ce_source",
                        "/spectrum/" + type.split("\\.", -1)[2] + "-service",
                        "ce_type",
                        type,
                        "ce_subject",
                        subject,
                        "ce_time",
                        Instant.now().toString(),
                        "ce_tenantid",
                        tenant.toString(),
                        "content-type",
                        "application/json")
                .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return record;
    }

    private byte[] bytes() {
        try {
            return JSON.writeValueAsBytes(data);
        } catch (JsonProcessingException notSerialisable) {
            throw new IllegalArgumentException("Events are JSON", notSerialisable);
        }
    }
}
