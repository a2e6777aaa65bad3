package dev.spectrum.agent.budget;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.uuid.UuidCreator;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;

/** Tells of turns as conversation-service does: on the topic spectrum.conversation.events. */
final class TurnsForTests {

    private static final ObjectMapper JSON = new ObjectMapper();

    private TurnsForTests() {}

    /** A turn's end, with all that the ledger needs. */
    record Turn(UUID agent, String user, String model, double costUsd) {

        private ObjectNode data() {
            ObjectNode data = JSON.createObjectNode()
                    .put("conversation_id", UUID.randomUUID().toString())
                    .put("run_id", UuidCreator.getTimeOrderedEpoch().toString())
                    .put("user_id", user)
                    .put("agent_id", agent.toString())
                    .put("agent_role", "sales")
                    .put("model", model);
            data.putObject("usage")
                    .put("input_tokens", 100)
                    .put("output_tokens", 10)
                    .put("cost_usd", costUsd);
            return data;
        }
    }

    static void completed(UUID tenant, Turn turn) {
        tell("completed", tenant, UuidCreator.getTimeOrderedEpoch(), turn.data());
    }

    static void failed(UUID tenant, String reason, Turn turn) {
        tell("failed", tenant, UuidCreator.getTimeOrderedEpoch(), turn.data().put("reason", reason));
    }

    static void superseded(UUID tenant, Turn turn) {
        tell("superseded", tenant, UuidCreator.getTimeOrderedEpoch(), turn.data());
    }

    /** The same event, as often as Kafka may give it. */
    static void completedTwice(UUID tenant, Turn turn) {
        UUID event = UuidCreator.getTimeOrderedEpoch();
        ObjectNode data = turn.data();
        tell("completed", tenant, event, data);
        tell("completed", tenant, event, data);
    }

    private static void tell(String what, UUID tenant, UUID event, ObjectNode data) {
        String conversation = data.path("conversation_id").asText();
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(
                "spectrum.conversation.events",
                tenant + ":" + conversation,
                data.toString().getBytes(StandardCharsets.UTF_8));
        Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        event.toString(),
                        "ce_source",
                        "/spectrum/conversation-service",
                        "ce_type",
                        "dev.spectrum.conversation.turn." + what + ".v1",
                        "ce_subject",
                        conversation,
                        "ce_time",
                        Instant.now().toString(),
                        "ce_tenantid",
                        tenant.toString(),
                        "content-type",
                        "application/json")
                .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        try (KafkaProducer<String, byte[]> kafka = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class)),
                new StringSerializer(),
                new ByteArraySerializer())) {
            kafka.send(record).get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
