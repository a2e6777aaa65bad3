package dev.spectrum.outreach.touches;

import static dev.spectrum.outreach.Api.asAdmin;
import static dev.spectrum.outreach.Api.asMember;
import static dev.spectrum.outreach.Api.campaign;
import static dev.spectrum.outreach.Api.get;
import static dev.spectrum.outreach.Api.launched;
import static dev.spectrum.outreach.Api.lead;
import static dev.spectrum.outreach.Api.sender;
import static dev.spectrum.outreach.Api.step;
import static dev.spectrum.outreach.TestGateway.gateway;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.outreach.Api;
import dev.spectrum.outreach.Database;
import dev.spectrum.outreach.TestGateway.Answer;
import dev.spectrum.outreach.TestGateway.Call;
import dev.spectrum.platform.testing.KafkaEvent;
import dev.spectrum.platform.testing.KafkaEvents;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SendingIT {

    @Inject
    Ticks ticks;

    private String sender;

    @BeforeEach
    void nothingIsThereButASender() {
        Database.empty();
        gateway().reset();
        sender = sender("sam@acme.test");
    }

    @Test
    void sendsEachLeadItsMessageOnce() {
        String ann = lead("Ann", "ann@initech.test");
        lead("Bob", "bob@initech.test");

        String campaign = launched(campaign(sender, Map.of()));
        ticks.planAndSend();
        ticks.planAndSend();

        assertThat(gateway().calls()).hasSize(2);
        Call call = callTo("ann@initech.test");
        String touch = touches(campaign).path("items.find { it.lead_id == '" + ann + "' }.id");
        assertThat(call.tool()).isEqualTo("send_email");
        assertThat(call.tenant()).isEqualTo(TestUser.ACME.toString());
        assertThat(call.key()).isEqualTo("touch-" + touch);
        assertThat(claims(call.token())).contains("tool-gateway").contains("\"azp\":\"outreach-service\"");
        JsonNode message = call.arguments();
        assertThat(message.get("from").asText()).isEqualTo("\"Sam Rivers\" <sam@acme.test>");
        assertThat(message.get("subject").asText()).isEqualTo("Hello Ann");
        assertThat(message.get("text").asText())
                .startsWith("Dear Ann of Initech,\n\nhow are you?\n\n--\nUnsubscribe: ");
        assertThat(message.get("html").asText()).contains("<p>Dear Ann of Initech,</p>");
        assertThat(message.get("message_id").asText()).isEqualTo("<" + touch + "@acme.test>");
        assertThat(message.has("in_reply_to")).isFalse();
        assertThat(call.header("List-Unsubscribe")).matches("<http://localhost:8080/unsubscribe/[A-Za-z0-9_-]{43}>");
        assertThat(call.header("List-Unsubscribe-Post")).isEqualTo("List-Unsubscribe=One-Click");
        get("/api/v1/campaigns/" + campaign)
                .then()
                .body("status", equalTo("running"))
                .body("planning", equalTo(false))
                .body("planned_touches", equalTo(2))
                .body("touches.sent", equalTo(2))
                .body("touches.scheduled", equalTo(0));
        get("/api/v1/leads/" + ann).then().body("status", equalTo("in_sequence"));
        get("/api/v1/leads/" + ann + "/timeline")
                .then()
                .body("items.type", contains("touch_sent", "touch_scheduled", "lead_scored", "lead_created"))
                .body("items[0].campaign_id", equalTo(campaign))
                .body("items[0].details.subject", equalTo("Hello Ann"));
    }

    @Test
    void tellsEverythingThatHappens() {
        lead("Ann", "ann@initech.test");
        lead(Map.of("first_name", "Nora"));
        String campaign = launched(campaign(sender, Map.of()));
        ticks.planAndSend();

        try (KafkaEvents events = KafkaEvents.of("spectrum.outreach.events")) {
            KafkaEvent launched = events.await(
                    event -> event.subject().equals(campaign) && event.type().contains("campaign.launched"));
            assertThat(launched.data().get("touches").asInt()).isEqualTo(2);
            List<KafkaEvent> told = events.await(
                    4,
                    event -> campaign.equals(event.data().path("campaign_id").asText())
                            && event.type().contains(".touch."));
            assertThat(told)
                    .extracting(event -> event.type().replaceAll(".*touch\\.|\\.v1", ""))
                    .containsExactlyInAnyOrder("scheduled", "scheduled", "sent", "skipped");
            assertThat(told)
                    .filteredOn(event -> event.type().contains("skipped"))
                    .extracting(event -> event.data().get("code").asText())
                    .containsExactly("no-address");
        }
    }

    @Test
    void launchingTwiceDoesNothingMore() {
        lead("Ann", "ann@initech.test");
        String campaign = launched(campaign(sender, Map.of()));
        ticks.planAndSend();
        lead("Late", "late@initech.test");

        asMember()
                .post("/api/v1/campaigns/" + campaign + "/launch")
                .then()
                .statusCode(200)
                .body("planned_touches", equalTo(1));
        ticks.planAndSend();

        assertThat(gateway().calls()).hasSize(1);
    }

    @Test
    void aLargeCampaignIsPlannedInBatchesAndEachLeadOnceWhoeverGoesOn() {
        leads(1200);
        String campaign = launched(campaign(sender, Map.of()));

        try (var executor = Executors.newFixedThreadPool(3)) {
            IntStream.range(0, 3).forEach(i -> executor.submit(() -> ticks.plan()));
        }
        ticks.plan();

        get("/api/v1/campaigns/" + campaign)
                .then()
                .body("planned_touches", equalTo(1200))
                .body("planning", equalTo(false));
        assertThat(Database.query("select count(distinct lead_id) from touch")).containsExactly("1200");
    }

    @Test
    void laterMessagesOfOneSenderContinueTheThread() {
        lead("Ann", "ann@initech.test");
        String other = sender("kim@acme.test");
        for (String from : List.of(sender, sender, other, sender)) {
            launched(campaign(from, Map.of()));
            ticks.planAndSend();
        }

        List<Call> calls = gateway().calls();
        String first = calls.get(0).arguments().get("message_id").asText();
        String second = calls.get(1).arguments().get("message_id").asText();
        assertThat(calls.get(1).arguments().get("in_reply_to").asText()).isEqualTo(first);
        assertThat(calls.get(1).arguments().get("references"))
                .extracting(JsonNode::asText)
                .containsExactly(first);
        assertThat(calls.get(2).arguments().has("in_reply_to")).isFalse();
        assertThat(calls.get(3).arguments().get("in_reply_to").asText()).isEqualTo(second);
        assertThat(calls.get(3).arguments().get("references"))
                .extracting(JsonNode::asText)
                .containsExactly(first, second);
    }

    @Test
    void severalSendersShareTheLeadsAndALeadKeepsTheSenderItKnows() {
        String kim = sender("kim@acme.test");
        lead("Ann", "ann@initech.test");
        lead("Bob", "bob@initech.test");
        Map<String, Object> campaign = campaign(sender, Map.of());
        campaign.put("sender_ids", List.of(sender, kim));
        launched(campaign);
        ticks.planAndSend();
        String annsSender = callTo("ann@initech.test").arguments().get("from").asText();
        String bobsSender = callTo("bob@initech.test").arguments().get("from").asText();
        assertThat(annsSender).isNotEqualTo(bobsSender);
        gateway().reset();

        campaign.put("sender_ids", List.of(kim, sender));
        launched(campaign);
        ticks.planAndSend();

        assertThat(callTo("ann@initech.test").arguments().get("from").asText()).isEqualTo(annsSender);
        assertThat(callTo("bob@initech.test").arguments().get("from").asText()).isEqualTo(bobsSender);
    }

    @Test
    void onlyLeadsThatFitTheFilterAreReached() {
        lead(Map.of(
                "first_name",
                "Ann",
                "email",
                "ann@x.test",
                "company",
                "X",
                "country",
                "DE",
                "lists",
                List.of("Fair"),
                "custom",
                Map.of("consent_email", "yes")));
        lead(Map.of(
                "first_name", "Bob", "email", "bob@x.test", "company", "X", "country", "UK", "lists", List.of("Fair")));
        String cleo = lead(Map.of("first_name", "Cleo", "email", "cleo@x.test", "company", "X", "title", "CEO"));

        reached(Map.of("list", "Fair", "country", "Deutschland"), "ann@x.test");
        reached(Map.of("country", List.of("GB", "DE")), "ann@x.test", "bob@x.test");
        reached(Map.of("tiers", List.of("cool", "hot")), "cleo@x.test");
        reached(Map.of("ids", List.of(cleo)), "cleo@x.test");
        reached(Map.of("status", "converted"));
    }

    // The check right before the send

    @Test
    void skipsATouchToALeadWithoutAnAddress() {
        skipped(lead(Map.of("first_name", "Ann", "company", "Initech")), "no-address");
    }

    @Test
    void skipsATouchWhoseMessageWouldHaveAHole() {
        skipped(lead(Map.of("first_name", "Ann", "email", "ann@initech.test")), "missing-field");
    }

    @Test
    void sendsATouchWhoseHoleHasADefault() {
        lead(Map.of("last_name", "Lee", "email", "ann@initech.test"));
        Map<String, Object> campaign = campaign(sender, Map.of());
        campaign.put(
                "sequence", List.of(step("Hi {{first_name|there}}", "As {{title | a leader}} of {{company|yours}}")));
        launched(campaign);
        ticks.planAndSend();
        assertThat(callTo("ann@initech.test").arguments().get("subject").asText())
                .isEqualTo("Hi there");
        assertThat(callTo("ann@initech.test").arguments().get("text").asText()).startsWith("As a leader of yours");
    }

    @Test
    void skipsATouchToASuppressedAddressWhateverItsCase() {
        asMember()
                .body(Map.of("address", "ANN@Initech.test"))
                .post("/api/v1/suppressions")
                .then()
                .statusCode(201);
        skipped(lead("Ann", "Ann@INITECH.test"), "suppressed");
    }

    @Test
    void skipsATouchToASuppressedDomainAndItsSubdomains() {
        asMember()
                .body(Map.of("domain", "Initech.test"))
                .post("/api/v1/suppressions")
                .then()
                .statusCode(201);
        skipped(lead("Ann", "ann@initech.test"), "suppressed");
        skipped(lead("Bob", "bob@eu.initech.test"), "suppressed");
    }

    @Test
    void skipsATouchToWhomThePlatformSuppressedForAllTenants() {
        String ann = lead("Ann", "ann@initech.test");
        String id = Api.created(Api.as(TestUser.ROOT)
                .body(Map.of("domain", "Initech.test", "reason", "a spam trap"))
                .post("/api/v1/suppressions/global"));
        skipped(ann, "suppressed");
        Api.as(TestUser.ROOT).delete("/api/v1/suppressions/global/" + id).then().statusCode(204);
        launched(campaign(sender, Map.of("ids", List.of(ann))));
        ticks.planAndSend();
        assertThat(gateway().calls()).hasSize(1);
    }

    @Test
    void skipsATouchToADeletedLead() {
        String ann = lead("Ann", "ann@initech.test");
        String campaign = launched(campaign(sender, Map.of()));
        ticks.plan();
        asMember().delete("/api/v1/leads/" + ann).then().statusCode(204);
        ticks.send();
        ended(campaign, "skipped", "lead-gone");
    }

    @Test
    void skipsATouchOfADeletedSender() {
        lead("Ann", "ann@initech.test");
        String campaign = launched(campaign(sender, Map.of()));
        ticks.plan();
        asAdmin().delete("/api/v1/senders/" + sender).then().statusCode(204);
        ticks.send();
        ended(campaign, "skipped", "sender-missing");
    }

    @Test
    void skipsATouchToALeadThatUnsubscribedEvenIfItsSuppressionIsLifted() {
        lead("Ann", "ann@initech.test");
        launched(campaign(sender, Map.of()));
        ticks.planAndSend();
        Api.asMember().post(callTo("ann@initech.test").unsubscribePath()).then().statusCode(200);
        String suppression = get("/api/v1/suppressions").path("items[0].id");
        asAdmin().delete("/api/v1/suppressions/" + suppression).then().statusCode(204);
        gateway().reset();

        String again = launched(campaign(sender, Map.of()));
        ticks.planAndSend();

        ended(again, "skipped", "lead-closed");
    }

    @Test
    void putsATouchOffUntilItsSendersWindowOpens() {
        LocalDate tomorrow = LocalDate.now(ZoneOffset.UTC).plusDays(1);
        String day = tomorrow.getDayOfWeek().name().substring(0, 3).toLowerCase();
        String limited = sender(Map.of(
                "address",
                "win@acme.test",
                "send_window",
                Map.of("from", "08:00", "to", "18:00", "days", List.of(day), "time_zone", "UTC")));
        lead("Ann", "ann@initech.test");

        String campaign = launched(campaign(limited, Map.of()));
        ticks.planAndSend();

        assertThat(gateway().calls()).isEmpty();
        Response touches = touches(campaign);
        assertThat(touches.<String>path("items[0].status")).isEqualTo("scheduled");
        assertThat(touches.<String>path("items[0].code")).isEqualTo("outside-window");
        assertThat(Instant.parse(touches.path("items[0].next_attempt_at")))
                .isEqualTo(tomorrow.atTime(8, 0).toInstant(ZoneOffset.UTC));
        ticks.timePasses();
        asAdmin()
                .body(Map.of(
                        "channel",
                        "email",
                        "address",
                        "win@acme.test",
                        "pace",
                        Map.of("from_seconds", 0, "to_seconds", 0)))
                .put("/api/v1/senders/" + limited)
                .then()
                .statusCode(200);
        ticks.send();
        ended(campaign, "sent", "");
    }

    @Test
    void aPausedCampaignSendsNothingUntilItIsResumed() {
        lead("Ann", "ann@initech.test");
        String campaign = launched(campaign(sender, Map.of()));
        ticks.plan();
        asMember().post("/api/v1/campaigns/" + campaign + "/pause").then().body("status", equalTo("paused"));

        ticks.send();
        ticks.timePasses();
        ticks.send();

        assertThat(gateway().calls()).isEmpty();
        ended(campaign, "held", "campaign-not-running");
        asMember().post("/api/v1/campaigns/" + campaign + "/resume").then().body("status", equalTo("running"));
        ticks.send();
        ended(campaign, "sent", "");
        try (KafkaEvents events = KafkaEvents.of("spectrum.outreach.events")) {
            events.await(
                    event -> event.subject().equals(campaign) && event.type().contains("campaign.paused"));
        }
    }

    // Limits, leases, workers

    @Test
    void fourWorkersSendExactlyTheLimitAndTheRestWaitsForTomorrow() {
        leads(200);
        String campaign = launched(campaign(sender, Map.of()));
        ticks.plan();

        ticks.send(4);

        assertThat(gateway().calls()).hasSize(50);
        assertThat(gateway().calls()).extracting(Call::key).doesNotHaveDuplicates();
        get("/api/v1/campaigns/" + campaign)
                .then()
                .body("touches.sent", equalTo(50))
                .body("touches.scheduled", equalTo(150));
        assertThat(used()).containsExactly("50");
        // The first that has to wait says why; those behind it wait for it.
        assertThat(Database.query("select code from touch where status = 'scheduled' and code <> ''"))
                .containsExactly("limit-reached");
        assertThat(Database.query("select next_at >= now() + interval '59 minutes' from sender_queue"))
                .containsExactly("t");
        ticks.timePasses();
        ticks.send(4);
        assertThat(gateway().calls()).hasSize(50);
    }

    @Test
    void aRaisedLimitIsUsedUp() {
        leads(200);
        launched(campaign(sender, Map.of()));
        ticks.planAndSend();
        asAdmin()
                .body(Map.of(
                        "channel",
                        "email",
                        "address",
                        "sam@acme.test",
                        "daily_limit",
                        120,
                        "pace",
                        Map.of("from_seconds", 0, "to_seconds", 0)))
                .put("/api/v1/senders/" + sender)
                .then()
                .statusCode(200);
        ticks.timePasses();
        ticks.send(4);
        assertThat(gateway().calls()).hasSize(120);
    }

    @Test
    void fourWorkersSendNothingTwice() {
        leads(200);
        String unlimited = sender(Map.of("address", "all@acme.test", "daily_limit", 1000));
        launched(campaign(unlimited, Map.of()));
        ticks.plan();
        ticks.send(4);
        assertThat(gateway().calls()).hasSize(200);
        assertThat(gateway().calls()).extracting(Call::to).doesNotHaveDuplicates();
    }

    @Test
    void aWorkerThatDiesLeavesALeaseThatEnds() {
        lead("Ann", "ann@initech.test");
        String campaign = launched(campaign(sender, Map.of()));
        ticks.plan();
        Database.execute(
                "update touch set status = 'sending', claimable_at = now() + interval '1 minute', attempts = 1,"
                        + " uncertain = 1, first_attempt_at = now(), message = null");

        ticks.send();
        assertThat(gateway().calls()).isEmpty();

        ticks.timePasses();
        ticks.send();
        ticks.send();
        ended(campaign, "sent", "");
        assertThat(gateway().calls()).hasSize(1);
    }

    @Test
    void aWorkerThatDiesInMidSendIsReplacedUnderTheSameKey() {
        lead("Ann", "ann@initech.test");
        String campaign = launched(campaign(sender, Map.of()));
        ticks.plan();
        gateway().deliverAndHang();
        ticks.send();
        // What a dead worker leaves: an attempt that has begun.
        Database.execute("update touch set status = 'sending', code = '', reason = ''");
        List<JsonNode> delivered = gateway().delivered();
        gateway().answer(gateway()::deliver);

        ticks.timePasses();
        ticks.send();

        ended(campaign, "sent", "");
        assertThat(gateway().calls()).hasSize(2).extracting(Call::key).containsOnly("touch-" + touch(campaign));
        assertThat(gateway().delivered()).isEqualTo(delivered).hasSize(1);
        // Whichever of the two left, the limit holds.
        assertThat(used()).containsExactly("2");
    }

    @Test
    void aWorkerThatWakesUpLateDoesNotUndoWhatAnotherDid() {
        lead("Ann", "ann@initech.test");
        String campaign = launched(campaign(sender, Map.of()));
        ticks.plan();
        gateway().answer(call -> {
            // While this attempt is under way its lease ends and another worker sends the touch.
            gateway().answer(gateway()::deliver);
            ticks.timePasses();
            ticks.send();
            return Answer.problem(503, "slow");
        });

        ticks.send();

        ended(campaign, "sent", "");
        assertThat(gateway().delivered()).hasSize(1);
    }

    @Test
    void oneThatTakesLongKeepsNoOtherWaiting() {
        leads(40);
        lead("Slow", "slow@initech.test");
        launched(campaign(sender(Map.of("address", "all@acme.test", "daily_limit", 1000)), Map.of()));
        ticks.plan();
        CountDownLatch othersAreSent = new CountDownLatch(40);
        gateway().answer(call -> {
            if (call.to().startsWith("slow")) {
                awaitAtMost(Duration.ofSeconds(20), othersAreSent);
            } else {
                othersAreSent.countDown();
            }
            return gateway().deliver(call);
        });
        Database.execute("update touch set claimable_at = now() - interval '1 day' where lead_id ="
                + " (select id from lead where first_name = 'Slow')");

        ticks.send();

        assertThat(Database.query("select status from touch where status <> 'sent'"))
                .isEmpty();
        assertThat(Database.query("select max(attempts) from touch")).containsExactly("1");
    }

    // The gateway

    @Test
    void aGatewayThatIsAwayAndComesBackSendsOnce() {
        lead("Ann", "ann@initech.test");
        String campaign = launched(campaign(sender, Map.of()));
        gateway().goAway();
        ticks.planAndSend();
        ended(campaign, "scheduled", "gateway-away");
        ticks.timePasses();
        ticks.send();
        gateway().comeBack();
        ticks.timePasses();
        ticks.send();
        ticks.timePasses();
        ticks.send();
        ended(campaign, "sent", "");
        assertThat(gateway().calls()).hasSize(1);
        assertThat(used()).containsExactly("1");
    }

    @Test
    void aGatewayThatDoesNotAnswerIsAskedAgainWithTheSameMessage() {
        String ann = lead("Ann", "ann@initech.test");
        String campaign = launched(campaign(sender, Map.of()));
        ticks.plan();
        gateway().deliverAndHang();
        ticks.send();
        ended(campaign, "scheduled", "gateway-silent");
        // The lead changes, the message doesn't: under one key it must be the same.
        asMember()
                .body(Map.of("first_name", "Anne", "email", "anne@initech.test"))
                .put("/api/v1/leads/" + ann)
                .then()
                .statusCode(200);
        gateway().answer(gateway()::deliver);

        ticks.timePasses();
        ticks.send();

        ended(campaign, "sent", "");
        assertThat(gateway().delivered()).hasSize(1);
    }

    @Test
    void anUnknownOutcomeIsShownAndNeverSentAgain() {
        lead("Ann", "ann@initech.test");
        String campaign = launched(campaign(sender, Map.of()));
        gateway().answer(call -> Answer.problem(409, "unknown-outcome"));
        ticks.planAndSend();
        gateway().answer(gateway()::deliver);

        ticks.timePasses();
        ticks.send();

        ended(campaign, "unknown", "unknown-outcome");
        assertThat(gateway().calls()).hasSize(1);
        get("/api/v1/campaigns/" + campaign).then().body("touches.unknown", equalTo(1));
        get("/api/v1/activities?type=touch_failed").then().body("items[0].details.status", equalTo("unknown"));
        String touch = touch(campaign);
        try (KafkaEvents events = KafkaEvents.of("spectrum.outreach.events")) {
            KafkaEvent failed = events.await(event ->
                    event.type().contains("touch.failed") && event.subject().equals(touch(campaign)));
            assertThat(failed.data().get("outcome").asText()).isEqualTo("unknown");
        }
    }

    @Test
    void anUnknownOutcomeMayAlsoComeAsTheToolsError() {
        lead("Ann", "ann@initech.test");
        String campaign = launched(campaign(sender, Map.of()));
        gateway().answer(call -> Answer.error("unknown-outcome", false));
        ticks.planAndSend();
        ended(campaign, "unknown", "unknown-outcome");
    }

    @Test
    void anAnswerThatCanNotBeReadMayHideAMessageThatLeft() {
        lead("Ann", "ann@initech.test");
        String campaign = launched(campaign(sender, Map.of()));
        gateway().answer(call -> {
            gateway().deliver(call);
            return new Answer(200, Map.of("Content-Type", "application/json"), "{\"id\":\"x\",\"is_er");
        });
        ticks.planAndSend();
        ended(campaign, "scheduled", "gateway-failed");
        gateway().answer(gateway()::deliver);
        ticks.timePasses();
        ticks.send();
        ended(campaign, "sent", "");
        assertThat(gateway().delivered()).hasSize(1);
    }

    @Test
    void aToolsErrorIsFinalOrNotAsItSays() {
        lead("Ann", "ann@initech.test");
        String campaign = launched(campaign(sender, Map.of()));
        gateway().answer(call -> Answer.error("mail-server-away", true));
        ticks.planAndSend();
        ended(campaign, "scheduled", "mail-server-away");
        gateway().answer(call -> Answer.error("mail-refused", false));
        ticks.timePasses();
        ticks.send();
        ended(campaign, "failed", "mail-refused");
        get("/api/v1/activities?type=touch_failed")
                .then()
                .body("items[0].details.reason", equalTo("It says mail-refused."));
    }

    @Test
    void aTouchThatIsRefusedAsWrongFailsAtOnce() {
        lead("Ann", "ann@initech.test");
        String campaign = launched(campaign(sender, Map.of()));
        gateway().answer(call -> Answer.problem(422, "invalid"));
        ticks.planAndSend();
        ended(campaign, "failed", "gateway-refused");
        assertThat(gateway().calls()).hasSize(1);
    }

    @Test
    void aBusyGatewayIsLeftAloneForAsLongAsItAsks() {
        lead("Ann", "ann@initech.test");
        String campaign = launched(campaign(sender, Map.of()));
        gateway().answer(call -> new Answer(429, Map.of("Retry-After", "300"), "{}"));
        Instant before = Instant.now();
        ticks.planAndSend();
        ended(campaign, "scheduled", "gateway-refused");
        assertThat(Instant.parse(touches(campaign).path("items[0].next_attempt_at")))
                .isAfterOrEqualTo(before.plusSeconds(299));
    }

    @Test
    void attemptsComeToAnEnd() {
        lead("Ann", "ann@initech.test");
        lead("Bob", "bob@initech.test");
        String campaign = launched(campaign(sender, Map.of()));
        gateway()
                .answer(call -> call.to().startsWith("ann")
                        ? Answer.error("mail-server-away", true)
                        : Answer.problem(503, "unavailable"));
        ticks.plan();
        for (int i = 0; i < 20; i++) {
            ticks.send();
            ticks.timePasses();
        }
        assertThat(gateway().calls()).hasSize(32);
        get("/api/v1/campaigns/" + campaign)
                .then()
                .body("touches.failed", equalTo(1))
                .body("touches.unknown", equalTo(1));
    }

    @Test
    void whoIsSuppressedBetweenTwoAttemptsIsNotSentTo() {
        lead("Ann", "ann@initech.test");
        lead("Bob", "bob@initech.test");
        String campaign = launched(campaign(sender, Map.of()));
        gateway()
                .answer(call -> call.to().startsWith("ann")
                        ? Answer.error("mail-server-away", true)
                        : Answer.problem(503, "unavailable"));
        ticks.planAndSend();
        asMember().body(Map.of("domain", "initech.test")).post("/api/v1/suppressions");
        gateway().answer(gateway()::deliver);

        ticks.timePasses();
        ticks.send();

        assertThat(gateway().delivered()).isEmpty();
        // Of Ann's it is known that nothing left, of Bob's it is not.
        get("/api/v1/campaigns/" + campaign)
                .then()
                .body("touches.skipped", equalTo(1))
                .body("touches.unknown", equalTo(1));
    }

    @Test
    void anAttemptOfUnknownOutcomeIsNotRepeatedOnceItsKeyMayBeForgotten() {
        lead("Ann", "ann@initech.test");
        String campaign = launched(campaign(sender, Map.of()));
        gateway().answer(call -> Answer.problem(503, "unavailable"));
        ticks.planAndSend();
        Database.execute("update touch set first_attempt_at = now() - interval '21 hours'");
        gateway().answer(gateway()::deliver);

        ticks.timePasses();
        ticks.send();

        ended(campaign, "unknown", "unknown-outcome");
        assertThat(gateway().delivered()).isEmpty();
    }

    private static List<String> used() {
        return Database.query("select sum(used) from limit_use where subject like 'sender:%'");
    }

    private static void awaitAtMost(Duration longest, CountDownLatch latch) {
        try {
            assertThat(latch.await(longest.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void leads(int number) {
        StringBuilder file = new StringBuilder("first_name,email,company\n");
        IntStream.range(0, number).forEach(i -> file.append("Ann,a").append(i).append("@initech.test,Initech\n"));
        Api.imported(file.toString());
    }

    private void reached(Map<String, Object> filter, String... addresses) {
        gateway().reset();
        Database.execute("truncate touch");
        launched(campaign(sender, filter));
        ticks.planAndSend();
        assertThat(gateway().calls()).extracting(Call::to).as(filter.toString()).containsExactlyInAnyOrder(addresses);
    }

    private void skipped(String lead, String code) {
        String campaign = launched(campaign(sender, Map.of("ids", List.of(lead))));
        ticks.planAndSend();
        ended(campaign, "skipped", code);
        assertThat(gateway().calls()).isEmpty();
        get("/api/v1/leads/" + lead + "/timeline")
                .then()
                .body("items[0].type", equalTo("touch_skipped"))
                .body("items[0].details.code", equalTo(code));
    }

    private static void ended(String campaign, String status, String code) {
        touches(campaign).then().body("items.status", contains(status)).body("items.code", contains(code));
    }

    private static Response touches(String campaign) {
        return get("/api/v1/campaigns/" + campaign + "/touches");
    }

    private static String touch(String campaign) {
        return touches(campaign).path("items[0].id");
    }

    private static Call callTo(String address) {
        return gateway().calls().stream()
                .filter(call -> call.to().equals(address))
                .findFirst()
                .orElseThrow();
    }

    private static String claims(String token) {
        return new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);
    }
}
