package dev.spectrum.conversation.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.conversation.AgentState;
import dev.spectrum.conversation.Chat;
import dev.spectrum.conversation.ScriptedServers;
import dev.spectrum.platform.testing.KafkaEvent;
import dev.spectrum.platform.testing.KafkaEvents;
import dev.spectrum.platform.testing.RealServers;
import dev.spectrum.servers.KafkaServer;
import dev.spectrum.servers.TemporaryServer;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class WithoutKafkaIT {

    @Test
    void turnsSucceedAndAreToldWhenKafkaIsBack() {
        String role = "kafka-" + UUID.randomUUID();
        ScriptedServers.forget();
        AgentState.tenantsExist();
        AgentState.agent(role);
        TemporaryServer<KafkaServer> kafka = RealServers.kafka();
        kafka.stop();
        String conversation;
        try {
            conversation = Chat.send(role, "Hello")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath()
                    .getString("conversation_id");
        } finally {
            kafka.start();
        }

        try (KafkaEvents events = KafkaEvents.of("spectrum.conversation.events")) {
            events.await(2, event -> event.subject().equals(conversation));
            assertThat(events.all())
                    .filteredOn(event -> event.subject().equals(conversation))
                    .extracting(KafkaEvent::type)
                    .containsExactly(
                            "dev.spectrum.conversation.conversation.started.v1",
                            "dev.spectrum.conversation.turn.completed.v1");
        }
    }
}
