package dev.spectrum.outreach.touches;

import static dev.spectrum.outreach.Api.asAdmin;
import static dev.spectrum.outreach.Api.campaign;
import static dev.spectrum.outreach.Api.get;
import static dev.spectrum.outreach.Api.launched;
import static dev.spectrum.outreach.Api.lead;
import static dev.spectrum.outreach.Api.sender;
import static dev.spectrum.outreach.TestGateway.gateway;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.spectrum.outreach.Database;
import dev.spectrum.platform.testing.KafkaEvent;
import dev.spectrum.platform.testing.KafkaEvents;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class UnsubscribeIT {

    @Inject
    Ticks ticks;

    private String ann;
    private String link;
    private String sender;

    @BeforeEach
    void annGotAMessage() {
        Database.empty();
        gateway().reset();
        sender = sender("sam@acme.test");
        ann = lead("Ann", "ann@initech.test");
        launched(campaign(sender, Map.of()));
        ticks.planAndSend();
        link = gateway().calls().getFirst().unsubscribePath();
    }

    @Test
    void lookingAtTheLinkChangesNothing() {
        for (int i = 0; i < 3; i++) {
            given().get(link)
                    .then()
                    .statusCode(200)
                    .contentType("text/html")
                    .header("Cache-Control", containsString("no-store"))
                    .header("Content-Security-Policy", containsString("default-src 'none'"))
                    .body(containsString("<form method=\"post\">"))
                    .body(not(containsString("ann@")));
        }
        given().head(link).then().statusCode(200);
        get("/api/v1/suppressions").then().body("items", empty());
        get("/api/v1/leads/" + ann).then().body("status", equalTo("in_sequence"));
    }

    @Test
    void onePostUnsubscribes() {
        given().contentType(ContentType.URLENC)
                .formParam("List-Unsubscribe", "One-Click")
                .post(link)
                .then()
                .statusCode(200)
                .body(containsString("You are unsubscribed"));

        get("/api/v1/suppressions")
                .then()
                .body("items.address", contains("ann@initech.test"))
                .body("items[0].reason", equalTo("unsubscribed"))
                .body("items[0].lead_id", equalTo(ann))
                .body("items[0].created_by", equalTo("recipient"));
        get("/api/v1/leads/" + ann)
                .then()
                .body("status", equalTo("unsubscribed"))
                .body("risk.points", equalTo(0));
        get("/api/v1/leads/" + ann + "/timeline").then().body("items[1].type", equalTo("lead_unsubscribed"));
        given().get(link).then().statusCode(200).body(containsString("You are unsubscribed"));
        try (KafkaEvents events = KafkaEvents.of("spectrum.outreach.events")) {
            KafkaEvent told = events.await(event -> event.type().contains("lead.suppressed")
                    && event.data().get("lead_id").asText().equals(ann));
            assertThat(told.data().get("reason").asText()).isEqualTo("unsubscribed");
        }
    }

    @Test
    void nothingMoreIsSentAfterwards() {
        given().multiPart("List-Unsubscribe", "One-Click").post(link).then().statusCode(200);
        gateway().reset();
        launched(campaign(sender, Map.of()));
        ticks.planAndSend();
        assertThat(gateway().calls()).isEmpty();
        get("/api/v1/activities?type=touch_skipped").then().body("items[0].details.code", equalTo("lead-closed"));
    }

    @Test
    void aRepeatChangesNothingMore() throws InterruptedException {
        try (ExecutorService executor = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                executor.submit(() -> given().post(link).then().statusCode(200));
            }
        }
        given().post(link).then().statusCode(200);
        get("/api/v1/suppressions").then().body("items.address", contains("ann@initech.test"));
        get("/api/v1/activities?type=lead_unsubscribed").then().body("items.lead_id", contains(ann));
    }

    @Test
    void whoseDomainIsSuppressedIsSuppressedAlsoByItself() {
        asAdmin().body(Map.of("domain", "initech.test")).post("/api/v1/suppressions");
        given().get(link).then().body(containsString("<form"));
        given().post(link).then().statusCode(200);
        get("/api/v1/suppressions").then().body("items.address", contains("ann@initech.test", null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/unsubscribe/x",
                "/unsubscribe/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "/unsubscribe/%27%20or%201%3D1%20--%20",
                "/unsubscribe/%00"
            })
    void aForgedTokenLeadsNowhere(String forged) {
        given().urlEncodingEnabled(false).get(forged).then().statusCode(404).contentType("text/html");
        given().urlEncodingEnabled(false).post(forged).then().statusCode(404);
        get("/api/v1/suppressions").then().body("items", empty());
    }

    @Test
    void aTokenThatIsOffByOneCharacterLeadsNowhere() {
        char last = link.charAt(link.length() - 1);
        String forged = link.substring(0, link.length() - 1) + (last == 'A' ? 'B' : 'A');
        given().post(forged).then().statusCode(404);
        get("/api/v1/suppressions").then().body("items", empty());
    }

    @Test
    void theTokenShowsToNobodyButItsRecipient() {
        String touches = get("/api/v1/campaigns/" + get("/api/v1/campaigns").path("items[0].id") + "/touches")
                .asString();
        String timeline = get("/api/v1/leads/" + ann + "/timeline").asString();
        String token = link.substring(link.lastIndexOf('/') + 1);
        assertThat(touches + timeline).doesNotContain(token);
    }
}
