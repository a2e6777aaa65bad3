package dev.spectrum.outreach.touches;

import static dev.spectrum.outreach.Api.asAdmin;
import static dev.spectrum.outreach.Api.campaign;
import static dev.spectrum.outreach.Api.get;
import static dev.spectrum.outreach.Api.launched;
import static dev.spectrum.outreach.Api.lead;
import static dev.spectrum.outreach.Api.sender;
import static dev.spectrum.outreach.Api.step;
import static dev.spectrum.outreach.TestDns.dns;
import static dev.spectrum.outreach.TestGateway.gateway;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.spectrum.outreach.Database;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is known of who reads what. */
@QuarkusTest
class TrackingIT {

    private static final String PERSON = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605.1.15";

    @Inject
    Ticks ticks;

    private String campaign = "";
    private String link = "";
    private String picture = "";

    @BeforeEach
    void annGotAMessageAWhileAgo() {
        Database.empty();
        gateway().reset();
        dns().reset();
        launch(Map.of("opens", true, "clicks", true));
    }

    @Test
    void aClickLeadsWhereTheMessageSaysAndIsCountedOnce() {
        for (int i = 0; i < 2; i++) {
            person().get(link)
                    .then()
                    .statusCode(302)
                    .header("Location", "https://acme.test/demo?a=1&b=2")
                    .header("Cache-Control", containsString("no-store"));
        }
        counts(0, 1);
    }

    @Test
    void aPictureThatIsLoadedIsAnOpen() {
        person().get(picture).then().statusCode(200).contentType("image/gif");
        counts(1, 0);
    }

    @Test
    void machinesAreLedThereAndCountForNothing() {
        given().redirects()
                .follow(false)
                .header("User-Agent", "Googlebot/2.1")
                .get(link)
                .then()
                .statusCode(302);
        person().header("Sec-Purpose", "prefetch").get(link).then().statusCode(302);
        person().head(link).then().statusCode(302);
        person().head(picture).then().statusCode(200);
        Database.execute("update touch set sent_at = now()");
        person().get(link).then().statusCode(302);
        counts(0, 0);
    }

    @Test
    void aForgedLinkLeadsNowhere() {
        char last = link.charAt(link.length() - 2);
        String forged =
                link.substring(0, link.length() - 2) + (last == 'A' ? 'B' : 'A') + link.charAt(link.length() - 1);
        for (String path : List.of(forged, "/t/x", "/t/" + "A".repeat(200), "/t/https://evil.test")) {
            person().get(path).then().statusCode(404);
        }
        counts(0, 0);
    }

    @Test
    void trackingThatIsOffLeavesLinksAlone() {
        launch(Map.of());
        String html = gateway().calls().getLast().arguments().get("html").asText();
        assertThat(html)
                .contains("<a href=\"https://acme.test/demo?a=1&amp;b=2\">")
                .doesNotContain("/t/", "<img");
    }

    @Test
    void aTenantsOwnHostIsUsedOnceItsDnsLeadsHere() {
        asAdmin()
                .body(Map.of("postal_address", "1 Main St", "tracking_domain", "Go.Acme.test"))
                .put("/api/v1/outreach-settings")
                .then()
                .statusCode(200)
                .body("tracking_domain", equalTo("go.acme.test"));
        asAdmin()
                .post("/api/v1/outreach-settings/verify")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:spectrum:problem:domain-leads-elsewhere"));
        dns().alias("go.acme.test", "localhost");
        asAdmin()
                .post("/api/v1/outreach-settings/verify")
                .then()
                .statusCode(200)
                .body("tracking_verified_at", notNullValue());

        launch(Map.of("clicks", true));

        assertThat(gateway().calls().getLast().arguments().get("html").asText())
                .contains("<a href=\"https://go.acme.test/t/");
        person().header("X-Asked-Host", "go.acme.test").get(link).then().statusCode(302);
        person().header("X-Asked-Host", "go.globex.test").get(link).then().statusCode(404);
    }

    private void launch(Map<String, Boolean> tracking) {
        String address = "sam" + gateway().calls().size() + "@acme.test";
        lead("Ann", "ann" + gateway().calls().size() + "@initech.test");
        Map<String, Object> plan = new HashMap<>(campaign(sender(address), Map.of()));
        plan.put("sequence", List.of(step("Hello", "See https://acme.test/demo?a=1&b=2.")));
        Map<String, Boolean> wanted = new HashMap<>(Map.of("opens", false, "clicks", false));
        wanted.putAll(tracking);
        plan.put("tracking", wanted);
        campaign = launched(plan);
        ticks.planAndSend();
        Database.execute("update touch set sent_at = sent_at - interval '1 minute'");
        String html = gateway().calls().getLast().arguments().get("html").asText();
        Matcher links = Pattern.compile("\"https?://[^/]+(/t/[^\"]+)\"").matcher(html);
        link = links.find() ? links.group(1) : "";
        picture = links.find() ? links.group(1) : "";
    }

    private static RequestSpecification person() {
        return given().redirects().follow(false).urlEncodingEnabled(false).header("User-Agent", PERSON);
    }

    private void counts(int opened, int clicked) {
        get("/api/v1/campaigns/" + campaign)
                .then()
                .body("engagement.opened", equalTo(opened))
                .body("engagement.clicked", equalTo(clicked))
                .body("engagement.replied", equalTo(0));
    }
}
