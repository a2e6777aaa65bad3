package dev.spectrum.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class KafkaTopicsTest {

    @Test
    void takesEveryChannelWithAKafkaBindingForATopic() throws IOException {
        assertThat(sample().topics()).extracting(NewTopic::name).containsExactly("sample.state", "sample.events");
    }

    @Test
    void readsPartitionsAndConfigurationFromTheBinding() throws IOException {
        var state = sample().topics().getFirst();
        assertThat(state.numPartitions()).isEqualTo(3);
        assertThat(state.configs()).isEqualTo(Map.of("cleanup.policy", "compact,delete", "retention.ms", "3600000"));
    }

    @Test
    void givesATopicWithoutPartitionsOne() throws IOException {
        assertThat(sample().topics().getLast().numPartitions()).isEqualTo(1);
    }

    private static KafkaTopics sample() throws IOException {
        try (var asyncapi = BinaryCache.resource("/sample-asyncapi.yaml")) {
            return KafkaTopics.read(asyncapi);
        }
    }
}
