package dev.spectrum.outreach.touches;

import static dev.spectrum.outreach.Api.campaign;
import static dev.spectrum.outreach.Api.get;
import static dev.spectrum.outreach.Api.launched;
import static dev.spectrum.outreach.Api.lead;
import static dev.spectrum.outreach.Api.sender;
import static dev.spectrum.outreach.TestGateway.gateway;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.spectrum.outreach.Database;
import dev.spectrum.platform.testing.KafkaEvents;
import dev.spectrum.platform.testing.RealServers;
import dev.spectrum.servers.KafkaServer;
import dev.spectrum.servers.TemporaryServer;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What sending does without what it can do without. */
@QuarkusTest
class OutageIT {

    @Inject
    Ticks ticks;

    @Test
    void messagesLeaveWithoutKafkaAndAreToldOfOnceItIsBack() {
        Database.empty();
        gateway().reset();
        lead("Ann", "ann@initech.test");
        String sender = sender("sam@acme.test");
        TemporaryServer<KafkaServer> kafka = RealServers.kafka();
        String campaign;
        kafka.stop();
        try {
            campaign = launched(campaign(sender, Map.of()));
            ticks.planAndSend();
            get("/api/v1/campaigns/" + campaign).then().body("touches.sent", equalTo(1));
            assertThat(gateway().delivered()).hasSize(1);
        } finally {
            kafka.start();
        }
        try (KafkaEvents events = KafkaEvents.of("spectrum.outreach.events")) {
            events.await(event -> event.type().contains("touch.sent")
                    && campaign.equals(event.data().path("campaign_id").asText()));
        }
    }
}
