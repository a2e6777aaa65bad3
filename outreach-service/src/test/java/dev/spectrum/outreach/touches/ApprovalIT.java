package dev.spectrum.outreach.touches;

import static dev.spectrum.outreach.Api.as;
import static dev.spectrum.outreach.Api.asAdmin;
import static dev.spectrum.outreach.Api.asMember;
import static dev.spectrum.outreach.Api.campaign;
import static dev.spectrum.outreach.Api.get;
import static dev.spectrum.outreach.Api.launched;
import static dev.spectrum.outreach.Api.lead;
import static dev.spectrum.outreach.Api.sender;
import static dev.spectrum.outreach.TestGateway.gateway;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.spectrum.outreach.Database;
import dev.spectrum.outreach.approvals.ExpireApprovals;
import dev.spectrum.platform.testing.KafkaEvents;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages that a person decides on. */
@QuarkusTest
class ApprovalIT {

    @Inject
    Ticks ticks;

    @Inject
    ExpireApprovals expireApprovals;

    private String sender;
    private String campaign = "";

    @BeforeEach
    void annIsThere() {
        Database.empty();
        gateway().reset();
        sender = sender("sam@acme.test");
        lead("Ann", "ann@initech.test");
    }

    @Test
    void nothingIsSentBeforeAPersonApprovesIt() {
        String id = launch("co_pilot");
        assertThat(gateway().calls()).isEmpty();
        get("/api/v1/approvals/" + id)
                .then()
                .statusCode(200)
                .header("ETag", "\"0\"")
                .body("status", equalTo("pending"))
                .body("mode", equalTo("co_pilot"))
                .body("to", equalTo("ann@initech.test"))
                .body("subject", equalTo("Hello Ann"))
                .body("body", equalTo("Dear Ann of Initech,\n\nhow are you?"));
        touch("awaiting_approval", "not-approved");

        decide(id, "approve").statusCode(200).body("status", equalTo("approved"));
        ticks.send();

        touch("sent", "");
        decide(id, "approve").statusCode(409).body("type", equalTo("urn:spectrum:problem:already-decided"));
        try (KafkaEvents events = KafkaEvents.of("spectrum.outreach.events")) {
            assertThat(events.await(
                            2,
                            event -> event.subject().equals(id) && event.type().contains("approval")))
                    .extracting(event -> event.type().replaceAll(".*approval\\.|\\.v1", ""))
                    .containsExactly("requested", "decided");
            assertThat(events.await(
                            3,
                            event -> event.subject().equals(id) && event.type().contains(".touch.")))
                    .extracting(event -> event.type().replaceAll(".*touch\\.|\\.v1", "") + " "
                            + event.data().path("code").asText())
                    .containsExactly("scheduled ", "skipped not-approved", "sent ");
        }
        asAdmin()
                .get("/api/v1/changes/outreach?entity=approval&entity_id=" + id)
                .then()
                .body("items[0].after.status", equalTo("approved"));
    }

    @Test
    void whatIsSentIsTheEditedTextAsText() {
        String id = launch("co_pilot");
        asMember()
                .header("If-Match", "\"7\"")
                .body(Map.of("subject", "x", "body", "y"))
                .post("/api/v1/approvals/" + id + "/edit")
                .then()
                .statusCode(412);
        asMember()
                .header("If-Match", "\"0\"")
                .body(Map.of("subject", "Hi\r\nBcc: all@x.test", "body", "Dear <b>{{first_name}}</b>"))
                .post("/api/v1/approvals/" + id + "/edit")
                .then()
                .statusCode(200)
                .body("edited", equalTo(true))
                .body("status", equalTo("pending"));
        decide(id, "approve").statusCode(200);
        ticks.send();
        assertThat(gateway().calls().getFirst().arguments().get("subject").asText())
                .isEqualTo("Hi Bcc: all@x.test");
        assertThat(gateway().calls().getFirst().arguments().get("text").asText())
                .startsWith("Dear <b>{{first_name}}</b>");
        assertThat(gateway().calls().getFirst().arguments().get("html").asText())
                .contains("Dear &lt;b&gt;{{first_name}}&lt;/b&gt;");
    }

    @Test
    void whoAgreesToATextThatWasChangedSinceAgreesToNone() {
        String id = launch("co_pilot");
        asMember()
                .body(Map.of("subject", "Other", "body", "words"))
                .post("/api/v1/approvals/" + id + "/edit")
                .then()
                .statusCode(200);
        for (String agreeing : List.of("approve", "send")) {
            asMember()
                    .header("If-Match", "\"0\"")
                    .post("/api/v1/approvals/" + id + "/" + agreeing)
                    .then()
                    .statusCode(412);
        }
        asMember()
                .header("If-Match", "\"1\"")
                .post("/api/v1/approvals/" + id + "/approve")
                .then()
                .statusCode(200);
    }

    @Test
    void whatAPersonRejectsIsSkippedAndSaysWhy() {
        String id = launch("co_pilot");
        asMember()
                .body(Map.of("reason", "too pushy"))
                .post("/api/v1/approvals/" + id + "/reject")
                .then()
                .statusCode(200)
                .body("reason", equalTo("too pushy"));
        ticks.send();
        touch("skipped", "rejected");
        assertThat(gateway().calls()).isEmpty();
    }

    @Test
    void whatNobodyDecidesInTimeIsSkipped() throws Throwable {
        String id = launch("co_pilot");
        expire();
        touch("awaiting_approval", "not-approved");
        Database.execute("set app.tenant_id = '" + TestUser.ACME + "'; update approval set expires_at = now()");
        decide(id, "approve").statusCode(409).body("type", equalTo("urn:spectrum:problem:approval-expired"));
        expire();
        touch("skipped", "approval-expired");
        get("/api/v1/approvals?status=expired").then().body("items.id", contains(id));
    }

    @Test
    void manyAreDecidedAtOnceAndEachByItself() {
        lead("Bob", "bob@initech.test");
        lead("Cleo", "cleo@initech.test");
        launch("co_pilot");
        List<String> ids = get("/api/v1/approvals?status=pending&campaign_id=" + campaign)
                .then()
                .body("items", hasSize(3))
                .extract()
                .path("items.id");
        decide(ids.getFirst(), "approve").statusCode(200);
        String nobodys = UUID.randomUUID().toString();
        asMember()
                .body(Map.of("decision", "approve", "ids", List.of(ids.get(0), ids.get(1), ids.get(2), nobodys)))
                .post("/api/v1/approvals/decide")
                .then()
                .statusCode(200)
                .body("items.code", contains("already-decided", null, null, "not-found"));
        ticks.send();
        assertThat(gateway().calls()).hasSize(3);
        asMember()
                .body(Map.of("decision", "approve", "ids", List.of()))
                .post("/api/v1/approvals/decide")
                .then()
                .statusCode(400);
    }

    @Test
    void inManualModeAPersonSendsEachMessage() {
        String id = launch("manual");
        decide(id, "approve").statusCode(409).body("type", equalTo("urn:spectrum:problem:manual-mode"));
        decide(id, "send").statusCode(200);
        ticks.send();
        touch("sent", "");
        assertThat(gateway().calls()).hasSize(1);
    }

    @Test
    void inManualModeAPersonSendsElsewhereWhatNothingDelivers() {
        Database.execute("set app.tenant_id = '" + TestUser.ACME
                + "'; update lead set linkedin_url = 'https://www.linkedin.com/in/ann'");
        Map<String, Object> dm = dev.spectrum.outreach.Api.step("", "Hi {{first_name}}");
        dm.put("channel", "linkedin_dm");
        Map<String, Object> plan = campaign(sender, Map.of());
        plan.put("permission_mode", "manual");
        plan.put("sequence", List.of(dm, dev.spectrum.outreach.Api.step("Mail", "Dear {{first_name}}")));
        campaign = launched(plan);
        ticks.planAndSend();
        String id = get("/api/v1/approvals").path("items[0].id");
        get("/api/v1/approvals").then().body("items[0].to", equalTo("https://www.linkedin.com/in/ann"));
        decide(id, "done").statusCode(200).body("status", equalTo("done"));
        ticks.timePasses();
        ticks.send();
        assertThat(Database.query("select step || ' ' || status from touch order by step"))
                .containsExactly("0 sent", "1 awaiting_approval");
        assertThat(gateway().calls()).isEmpty();
        String mail = get("/api/v1/approvals?status=pending").path("items[0].id");
        decide(mail, "send").statusCode(200);
        ticks.send();
        assertThat(gateway().calls().getFirst().arguments().has("in_reply_to")).isFalse();
    }

    @Test
    void theTenantMayBeStricterThanTheCampaignAlsoAfterItsLaunch() {
        campaign = launched(campaign(sender, Map.of()));
        ticks.plan();
        asAdmin()
                .body(Map.of("postal_address", "1 Main St", "channel_modes", Map.of("email", "co_pilot")))
                .put("/api/v1/outreach-settings")
                .then()
                .statusCode(200);
        ticks.send();
        touch("awaiting_approval", "not-approved");
    }

    @Test
    void anApprovedMessageIsStillCheckedBeforeItLeaves() {
        String id = launch("co_pilot");
        asMember()
                .body(Map.of("domain", "initech.test"))
                .post("/api/v1/suppressions")
                .then()
                .statusCode(201);
        decide(id, "approve").statusCode(200);
        ticks.send();
        touch("skipped", "suppressed");
    }

    @Test
    void aViewerLooksAndDecidesNothing() {
        String id = launch("co_pilot");
        as(TestUser.ACME_VIEWER).get("/api/v1/approvals/" + id).then().statusCode(200);
        as(TestUser.ACME_VIEWER)
                .post("/api/v1/approvals/" + id + "/approve")
                .then()
                .statusCode(403);
        as(TestUser.GLOBEX_OWNER).get("/api/v1/approvals").then().body("items", empty());
    }

    private String launch(String mode) {
        Map<String, Object> plan = campaign(sender, Map.of());
        plan.put("permission_mode", mode);
        campaign = launched(plan);
        ticks.planAndSend();
        return get("/api/v1/approvals").path("items[0].id");
    }

    private static ValidatableResponse decide(String id, String decision) {
        return asMember().post("/api/v1/approvals/" + id + "/" + decision).then();
    }

    private void expire() throws Throwable {
        VertxContextSupport.subscribeAndAwait(expireApprovals::expire);
    }

    private void touch(String status, String code) {
        get("/api/v1/campaigns/" + campaign + "/touches")
                .then()
                .body("items[0].status", equalTo(status))
                .body("items[0].code", equalTo(code));
    }
}
