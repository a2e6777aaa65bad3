package dev.spectrum.outreach.touches;

import static dev.spectrum.outreach.Api.asMember;
import static dev.spectrum.outreach.Api.campaign;
import static dev.spectrum.outreach.Api.get;
import static dev.spectrum.outreach.Api.launched;
import static dev.spectrum.outreach.Api.lead;
import static dev.spectrum.outreach.Api.sender;
import static dev.spectrum.outreach.TestGateway.gateway;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.spectrum.outreach.Database;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PauseIT {

    @Inject
    Ticks ticks;

    @Test
    void aTouchIsNotHeldByACampaignThatIsResumedAtThatMoment() throws Exception {
        Database.empty();
        gateway().reset();
        lead("Ann", "ann@initech.test");
        String campaign = launched(campaign(sender("sam@acme.test"), Map.of()));
        ticks.plan();
        asMember().post("/api/v1/campaigns/" + campaign + "/pause").then().statusCode(200);
        try (Connection resuming = Database.connect();
                Statement sql = resuming.createStatement()) {
            resuming.setAutoCommit(false);
            // The log of changes asks whose change it is.
            sql.execute("set local app.tenant_id = '" + TestUser.ACME + "'");
            sql.execute("update campaign set status = 'running'");

            // The check still reads that the campaign is paused.
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> ticks.send());
            await().until(() ->
                    Database.query("select query from pg_stat_activity where wait_event_type = 'Lock'").stream()
                            .anyMatch(waiting -> waiting.contains("for share")));
            resuming.commit();
            sending.join();
        }

        ticks.timePasses();
        ticks.send();
        get("/api/v1/campaigns/" + campaign).then().body("touches.sent", equalTo(1));
    }
}
