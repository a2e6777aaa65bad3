package dev.spectrum.servers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * The topics an AsyncAPI 3 document declares: each channel with a Kafka binding is one, its address is the topic's name.
 * <a href="https://github.com/asyncapi/bindings/tree/master/kafka#channel">The binding</a> has {@code partitions} and
 * {@code topicConfiguration}, whose keys are Kafka's own and whose lists ({@code cleanup.policy}) Kafka wants joined.
 */
public record KafkaTopics(List<NewTopic> topics) {

    /** The topics of the suite, from {@code contracts/asyncapi.yaml} on the class path. */
    public static KafkaTopics ofTheContract() throws IOException {
        try (var contract = BinaryCache.resource("/contracts/asyncapi.yaml")) {
            return read(contract);
        }
    }

    public static KafkaTopics read(InputStream asyncapi) throws IOException {
        var channels = new YAMLMapper().readTree(asyncapi).path("channels");
        return new KafkaTopics(StreamSupport.stream(channels.spliterator(), false)
                .filter(channel -> channel.path("bindings").has("kafka"))
                .map(KafkaTopics::topic)
                .toList());
    }

    private static NewTopic topic(JsonNode channel) {
        var binding = channel.path("bindings").path("kafka");
        var configuration = binding.path("topicConfiguration").properties().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> setting(entry.getValue())));
        var replicas = Optional.<Short>empty(); // as many as the cluster's default
        return new NewTopic(
                        channel.path("address").asText(),
                        Optional.of(binding.path("partitions").asInt(1)),
                        replicas)
                .configs(configuration);
    }

    private static String setting(JsonNode value) {
        return value.isArray()
                ? StreamSupport.stream(value.spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(","))
                : value.asText();
    }

    /** Creates those that are not there; the others stay as they are. */
    public void createMissing(String bootstrapServers) throws IOException {
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            var existing = admin.listTopics().names().get();
            var missing = topics.stream()
                    .filter(topic -> !existing.contains(topic.name()))
                    .toList();
            admin.createTopics(missing).all().get();
        } catch (ExecutionException e) {
            throw new IOException("topics could not be created: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
