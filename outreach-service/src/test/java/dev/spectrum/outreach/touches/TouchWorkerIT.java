package dev.spectrum.outreach.touches;

import static dev.spectrum.outreach.Api.campaign;
import static dev.spectrum.outreach.Api.launched;
import static dev.spectrum.outreach.Api.lead;
import static dev.spectrum.outreach.Api.sender;
import static dev.spectrum.outreach.TestGateway.gateway;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;

import dev.spectrum.outreach.Database;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A replica as it runs: nobody tells its worker when to look. */
@QuarkusTest
@TestProfile(TouchWorkerIT.AsItRuns.class)
class TouchWorkerIT {

    public static class AsItRuns implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("spectrum.sending.enabled", "true", "spectrum.sending.poll", "100MS");
        }
    }

    @Test
    void plansAndSendsByItselfAndTriesAgainWhatFailed() {
        Database.empty();
        gateway().reset();
        lead("Ann", "ann@initech.test");
        gateway().goAway();
        launched(campaign(sender("sam@acme.test"), Map.of()));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Database.query("select code from touch").contains("gateway-away"));
        given().get("/q/health/group/dependencies").then().body("checks.name", hasItem("tool-gateway"));

        gateway().comeBack();

        await().atMost(Duration.ofSeconds(30)).until(() -> gateway().delivered().size() == 1);
        await().until(() -> Database.query("select status from touch").contains("sent"));
    }
}
