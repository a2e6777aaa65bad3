package dev.spectrum.outreach.touches;

import static dev.spectrum.outreach.Api.campaign;
import static dev.spectrum.outreach.Api.get;
import static dev.spectrum.outreach.Api.launched;
import static dev.spectrum.outreach.Api.lead;
import static dev.spectrum.outreach.Api.sender;
import static dev.spectrum.outreach.TestGateway.gateway;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.spectrum.outreach.Database;
import dev.spectrum.platform.testing.KafkaEvents;
import dev.spectrum.platform.testing.RealServers;
import dev.spectrum.servers.KafkaServer;
import dev.spectrum.servers.TemporaryServer;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What sending does without what it can do without. */
@QuarkusTest
class OutageIT {

    @Inject
    Ticks ticks;

    @Test
    void aGatewayThatIsAwayForLongFailsNothingIsNotHammeredAndAllIsSentOnceWhenItIsBack() {
        Database.empty();
        gateway().reset();
        IntStream.range(0, 30).forEach(i -> lead("Ann", "ann" + i + "@initech.test"));
        launched(campaign(sender("sam@acme.test"), Map.of()));
        ticks.plan();
        gateway().goAway();

        // One replica that looks all the time, for as long as its patience grows.
        TouchWorker replica = ticks.worker();
        long end = System.nanoTime() + Duration.ofMillis(2_500).toNanos();
        while (System.nanoTime() < end) {
            replica.sendDue();
            Database.execute("update touch set claimable_at = now() where status = 'scheduled'");
        }
        await().until(
                        () -> Database.query("select count(*) from touch where status = 'sending'"),
                        List.of("0")::equals);
        // Each try is two changes: all of them once, and then one when a pause of half a second, and of a second, is
        // over.
        assertThat(Integer.parseInt(Database.query("select cast(sum(version) as int) / 2 from touch")
                        .getFirst()))
                .isBetween(31, 40);
        // More often than any touch has attempts.
        for (int i = 0; i < 20; i++) {
            ticks.timePasses();
            ticks.send();
        }
        assertThat(Database.query("select distinct status || ' ' || code || ' ' || attempts from touch"))
                .containsExactly("scheduled gateway-away 0");
        assertThat(Database.query("select bool_and(claimable_at between now() and now() + interval '16 seconds')"
                        + " from touch"))
                .containsExactly("t");
        assertThat(Database.query("select sum(used) from limit_use")).containsExactly("0");

        gateway().comeBack();
        ticks.timePasses();
        ticks.send();
        assertThat(Database.query("select distinct status from touch")).containsExactly("sent");
        assertThat(gateway().calls()).hasSize(30).extracting(call -> call.key()).doesNotHaveDuplicates();
    }

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
