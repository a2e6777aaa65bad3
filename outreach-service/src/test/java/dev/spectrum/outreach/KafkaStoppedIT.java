package dev.spectrum.outreach;

import static dev.spectrum.outreach.Api.asMember;
import static dev.spectrum.outreach.Api.imported;
import static dev.spectrum.outreach.Api.lead;
import static org.hamcrest.Matchers.equalTo;

import dev.spectrum.platform.testing.KafkaEvents;
import dev.spectrum.platform.testing.RealServers;
import dev.spectrum.servers.KafkaServer;
import dev.spectrum.servers.TemporaryServer;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class KafkaStoppedIT {

    @Test
    void requestsSucceedWithoutKafkaAndAreToldLater() {
        Database.empty();
        TemporaryServer<KafkaServer> kafka = RealServers.kafka();
        String ann;
        String bob;
        kafka.stop();
        try {
            ann = lead("Ann", "ann@initech.test");
            imported("email\nbob@initech.test\n").then().body("imported", equalTo(1));
            bob = asMember().get("/api/v1/leads").path("items[0].id");
        } finally {
            kafka.start();
        }
        try (KafkaEvents events = KafkaEvents.of("spectrum.outreach.events")) {
            events.await(event -> event.subject().equals(ann));
            events.await(event -> event.subject().equals(bob));
        }
    }
}
