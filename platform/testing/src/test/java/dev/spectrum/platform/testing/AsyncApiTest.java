package dev.spectrum.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The AsyncAPI document and the schemas say the same. What services produce is held to the schemas where it is read. */
class AsyncApiTest {

    private final JsonNode document = read();

    @Test
    void everyMessageHasItsSchemaAndItsName() {
        for (JsonNode message : document.at("/components/messages")) {
            String type = message.get("name").asText();
            assertThat(message.at("/payload/$ref").asText()).isEqualTo("./events/" + type + ".json");
            assertThat(type).matches("dev\\.spectrum\\.[a-z]+\\.[a-z_]+\\.[a-z_]+\\.v[0-9]+");
            assertThat(getClass().getResource("/contracts/events/" + type + ".json"))
                    .as(type)
                    .isNotNull();
        }
    }

    @Test
    void everyMessageIsInOneChannelAndEveryChannelsMessageExists() {
        List<String> inChannels = new ArrayList<>();
        for (JsonNode channel : document.get("channels")) {
            for (JsonNode message : channel.path("messages")) {
                String pointer = message.get("$ref").asText().substring(1);
                assertThat(document.at(pointer).isMissingNode()).as(pointer).isFalse();
                inChannels.add(pointer);
            }
        }
        assertThat(inChannels)
                .doesNotHaveDuplicates()
                .hasSize(document.at("/components/messages").size());
    }

    @Test
    void stateIsCompactedAndNothingElse() {
        document.get("channels").forEach(channel -> {
            JsonNode policy = channel.at("/bindings/kafka/topicConfiguration/cleanup.policy");
            boolean compacted = policy.get(0).asText().equals("compact");
            assertThat(compacted)
                    .as(channel.get("address").asText())
                    .isEqualTo(channel.get("address").asText().endsWith(".state"));
        });
    }

    private static JsonNode read() {
        try (InputStream yaml = AsyncApiTest.class.getResourceAsStream("/contracts/asyncapi.yaml")) {
            return new ObjectMapper(new YAMLFactory()).readTree(yaml);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
