package dev.spectrum.gateway;

import static dev.spectrum.gateway.Gateway.result;
import static dev.spectrum.platform.testing.TestUser.ACME_MEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.platform.testing.KafkaEvents;
import dev.spectrum.platform.testing.RealServers;
import dev.spectrum.servers.KafkaServer;
import dev.spectrum.servers.TemporaryServer;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class KafkaStoppedIT {

    @Test
    void callsSucceedWithoutKafkaAndAreToldLater() {
        TemporaryServer<KafkaServer> kafka = RealServers.kafka();
        JsonNode call;
        kafka.stop();
        try {
            result(ACME_MEMBER, "revops_create_contact", Map.of("first_name", "Quiet"));
            call = Gateway.read(
                    Gateway.call(Gateway.as(ACME_MEMBER), "revops_search_contacts", Map.of("query", "quiet")));
            assertThat(call.get("is_error").asBoolean()).isFalse();
        } finally {
            kafka.start();
        }
        try (KafkaEvents events = KafkaEvents.of("spectrum.gateway.events")) {
            events.await(event -> event.subject().equals(call.get("id").asText()));
        }
    }
}
