package dev.spectrum.outreach.touches;

import static dev.spectrum.outreach.Api.asAdmin;
import static dev.spectrum.outreach.Api.campaign;
import static dev.spectrum.outreach.Api.get;
import static dev.spectrum.outreach.Api.launched;
import static dev.spectrum.outreach.Api.lead;
import static dev.spectrum.outreach.Api.sender;
import static dev.spectrum.outreach.TestGateway.gateway;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.spectrum.outreach.Api;
import dev.spectrum.outreach.Database;
import dev.spectrum.outreach.TestGateway.Answer;
import dev.spectrum.platform.testing.KafkaEvents;
import dev.spectrum.platform.testing.TestUser;
import dev.spectrum.platform.testing.ToldEvent;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How much leaves, and when: four replicas on one database, whose time goes on as the tests say. */
@QuarkusTest
class LimitIT {

    private static final Map<String, Integer> HUMAN = Map.of("from_seconds", 120, "to_seconds", 900);

    @Inject
    Ticks ticks;

    @BeforeEach
    void nothingIsThere() {
        Database.empty();
        gateway().reset();
    }

    @Test
    void twoSendersOfOneDomainShareItsLimitInEveryWindowOfADayWhateverTheReplica() {
        leads(200);
        String sam = sender("sam@mail.acme.test");
        Map<String, Object> shared = campaign(sam, Map.of());
        shared.put("sender_ids", List.of(sam, sender("kim@acme.test")));
        launched(shared);
        ticks.plan();

        // Three days, in steps that are no part of a day.
        Duration step = Duration.ofSeconds(7_201);
        List<Duration> sent = new ArrayList<>();
        for (Duration now = Duration.ZERO; now.compareTo(Duration.ofDays(3)) < 0; now = now.plus(step)) {
            ticks.send(4);
            while (sent.size() < gateway().calls().size()) {
                sent.add(now);
            }
            pass(step);
        }

        for (int i = 0; i + 50 < sent.size(); i++) {
            assertThat(sent.get(i + 50).minus(sent.get(i))).isGreaterThanOrEqualTo(Duration.ofDays(1));
        }
        // A step may be lost between the end of a use and the next look.
        assertThat(sent).hasSizeBetween(150 * 95 / 100, 150);
        assertThat(gateway().calls()).extracting(call -> call.key()).doesNotHaveDuplicates();
    }

    @Test
    void replicasWhoseClocksDifferByFourSecondsBreakNoLimitAndSendNothingEarlyOrTwice() {
        Duration slow = Duration.ofSeconds(-2);
        Duration fast = Duration.ofSeconds(2);
        leads(60);
        Map<String, Object> plan = campaign(sender(Map.of("address", "sam@acme.test", "daily_limit", 20)), Map.of());
        Map<String, Object> second = Api.step("Again", "Dear {{first_name}}");
        second.put("after_hours", 24);
        plan.put("sequence", List.of(Api.step("Hello", "Dear {{first_name}}"), second));
        launched(plan);
        ticks.plan();
        // Due by the fast clocks, and not by the database's.
        Database.execute("update touch set claimable_at = now() + interval '1500 milliseconds'");
        ticks.sendByClocks(slow, fast, slow, fast);
        assertThat(gateway().calls()).isEmpty();
        ticks.timePasses();

        Duration step = Duration.ofSeconds(10_801);
        List<Duration> sent = new ArrayList<>();
        for (Duration now = Duration.ZERO; now.compareTo(Duration.ofDays(3)) < 0; now = now.plus(step)) {
            ticks.sendByClocks(slow, fast, slow, fast);
            while (sent.size() < gateway().calls().size()) {
                sent.add(now);
            }
            pass(step);
        }

        for (int i = 0; i + 20 < sent.size(); i++) {
            assertThat(sent.get(i + 20).minus(sent.get(i))).isGreaterThanOrEqualTo(Duration.ofDays(1));
        }
        assertThat(sent).hasSizeBetween(57, 60);
        assertThat(gateway().calls()).extracting(call -> call.key()).doesNotHaveDuplicates();
        // What follows is due a day after the attempt began by the database's clock, and never sooner.
        assertThat(Database.query(
                        "select bool_and(n.due_at >= t.counted_at + interval '24 hours') from touch n join touch t"
                                + " on t.lead_id = n.lead_id and t.step = 0 where n.step = 1"))
                .containsExactly("t");
    }

    @Test
    void aSenderWaitsTwoToFifteenMinutesBetweenTwoMessages() {
        leads(4);
        launched(campaign(sender(Map.of("address", "sam@acme.test", "pace", HUMAN)), Map.of()));
        ticks.plan();
        ticks.send(4);
        assertThat(gateway().calls()).hasSize(1);
        assertThat(Database.query(
                        "select next_at between now() + interval '110 seconds' and now() + interval '15 minutes'"
                                + " from sender_queue"))
                .containsExactly("t");
        pass(Duration.ofSeconds(110));
        ticks.send(4);
        assertThat(gateway().calls()).hasSize(1);
        pass(Duration.ofMinutes(15));
        ticks.send(4);
        assertThat(gateway().calls()).hasSize(2);
    }

    @Test
    void aSenderThatWarmsUpSendsItsFewAndTheRestWaits() {
        leads(20);
        String campaign = launched(campaign(
                sender(Map.of(
                        "address",
                        "sam@acme.test",
                        "warm_up",
                        Map.of("from", LocalDate.now(ZoneOffset.UTC).toString(), "first", 3))),
                Map.of()));
        ticks.planAndSend();
        get("/api/v1/campaigns/" + campaign)
                .then()
                .body("touches.sent", equalTo(3))
                .body("touches.scheduled", equalTo(17));
    }

    @Test
    void whatIsLongPastDueIsSent() {
        lead("Ann", "ann@initech.test");
        String campaign = launched(campaign(sender("sam@acme.test"), Map.of()));
        ticks.plan();
        Database.execute(
                "update touch set due_at = now() - interval '90 days', claimable_at = now() - interval '90 days'");
        ticks.send();
        get("/api/v1/campaigns/" + campaign).then().body("touches.sent", equalTo(1));
    }

    @Test
    void fourReplicasNeverSpendMoreCreditsThanThereAre() {
        leads(100);
        credits("active", 30);
        String campaign = launched(campaign(sender(Map.of("address", "sam@acme.test", "daily_limit", 1000)), Map.of()));
        ticks.plan();
        ticks.send(4);
        assertThat(gateway().calls()).hasSize(30);
        assertThat(Database.query("select used from account")).containsExactly("30");
        assertThat(Database.query("select distinct code from touch where status = 'scheduled' and code <> ''"))
                .containsExactly("no-credits");
        try (KafkaEvents events = KafkaEvents.of("spectrum.outreach.events")) {
            var skipped = events.await(event -> event.type().contains("touch.skipped")
                    && campaign.equals(event.data().path("campaign_id").asText()));
            assertThat(skipped.data().get("code").asText()).isEqualTo("no-credits");
            assertThat(skipped.data().get("for_good").asBoolean()).isFalse();
        }
    }

    @Test
    void whatSurelyDidNotLeaveGivesItsCreditAndItsPartOfTheLimitBack() {
        lead("Ann", "ann@initech.test");
        credits("active", 5);
        launched(campaign(sender("sam@acme.test"), Map.of()));
        gateway().answer(call -> Answer.error("mail-refused", false));
        ticks.planAndSend();
        assertThat(Database.query("select used from account")).containsExactly("0");
        assertThat(Database.query("select sum(used) from limit_use")).containsExactly("0");
    }

    @Test
    void whatIsFoundNotToHaveLeftGivesItsCreditAndItsPartOfTheLimitBack() {
        lead("Ann", "ann@initech.test");
        credits("active", 5);
        launched(campaign(sender("sam@acme.test"), Map.of()));
        gateway().answer(call -> Answer.problem(409, "unknown-outcome"));
        ticks.planAndSend();
        ticks.timePasses();
        ticks.reconcile();
        assertThat(Database.query("select used from account")).containsExactly("0");
        assertThat(Database.query("select sum(used) from limit_use")).containsExactly("0");
        gateway().answer(gateway()::deliver);
        ticks.timePasses();
        ticks.send();
        assertThat(Database.query("select used from account")).containsExactly("1");
    }

    @Test
    void whatMayHaveLeftAndCanNotBeRepeatedForNowIsAskedAbout() {
        lead("Ann", "ann@initech.test");
        lead("Bob", "bob@initech.test");
        credits("active", 5);
        launched(campaign(sender(Map.of("address", "sam@acme.test", "daily_limit", 2)), Map.of()));
        gateway().answer(call -> {
            if (call.to().startsWith("ann")) {
                gateway().deliver(call);
            }
            return Answer.problem(500, "broken-off");
        });
        ticks.planAndSend();
        gateway().answer(gateway()::deliver);
        // Its sender is full: by these two themselves.
        ticks.timePasses();
        ticks.send();
        assertThat(gateway().calls()).hasSize(2);
        assertThat(Database.query("select distinct status from touch")).containsExactly("scheduled");

        ticks.reconcile();
        assertThat(Database.query("select distinct status from touch")).containsExactly("scheduled");
        Database.execute("update touch set claimable_at = now() - interval '2 minutes'");
        ticks.reconcile();
        assertThat(Database.query("select status from touch order by status")).containsExactly("scheduled", "sent");
        assertThat(Database.query("select used from account")).containsExactly("1");
        ticks.send();
        assertThat(Database.query("select distinct status from touch")).containsExactly("sent");
        assertThat(gateway().delivered()).hasSize(2);
    }

    @Test
    void whatAWorkerThatDiedMayHaveSentIsAskedAboutWhileItsSenderIsPaused() {
        lead("Ann", "ann@initech.test");
        launched(campaign(sender("sam@acme.test"), Map.of()));
        gateway().answer(call -> {
            gateway().deliver(call);
            return Answer.problem(500, "broken-off");
        });
        ticks.planAndSend();
        asAdmin()
                .body(Map.of("reason", "holidays"))
                .post("/api/v1/senders/"
                        + Database.query("select id from sender").getFirst() + "/pause")
                .then()
                .statusCode(200);
        Database.execute("update touch set status = 'sending', claimable_at = now() - interval '2 minutes'");
        ticks.send();
        ticks.reconcile();
        assertThat(Database.query("select status from touch")).containsExactly("sent");
    }

    @Test
    void whatNobodyPaysForWaitsUntilTheTenantIsToldToBeActive() {
        lead("Ann", "ann@initech.test");
        credits("past_due", 5);
        String campaign = launched(campaign(sender("sam@acme.test"), Map.of()));
        ticks.planAndSend();
        assertThat(gateway().calls()).isEmpty();
        assertThat(Database.query("select code from touch")).containsExactly("subscription-inactive");

        new ToldEvent(
                        UUID.randomUUID(),
                        "spectrum.agent.state",
                        "dev.spectrum.agent.tenant.changed.v1",
                        TestUser.ACME,
                        TestUser.ACME.toString(),
                        Map.of(
                                "id",
                                TestUser.ACME,
                                "slug",
                                "acme",
                                "name",
                                "Acme",
                                "tier",
                                "ignition",
                                "daily_limit_usd",
                                5,
                                "subscription_status",
                                "active",
                                "credits",
                                7,
                                "version",
                                1_000_000,
                                "deleted",
                                false,
                                "company",
                                Map.of(
                                        "name",
                                        "Acme",
                                        "industry",
                                        "",
                                        "stage",
                                        "",
                                        "website",
                                        "",
                                        "description",
                                        "",
                                        "icp",
                                        Map.of())))
                .tell();
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            ticks.send();
            return gateway().calls().size() == 1;
        });
        get("/api/v1/campaigns/" + campaign).then().body("touches.sent", equalTo(1));
        assertThat(Database.query("select credits, used from account where used = 1"))
                .containsExactly("7");
        Database.execute("truncate tenant_profile");
    }

    @Test
    void aPausedSenderSendsNothing() {
        lead("Ann", "ann@initech.test");
        String sender = sender("sam@acme.test");
        asAdmin()
                .body(Map.of("reason", "Sam is away"))
                .post("/api/v1/senders/" + sender + "/pause")
                .then()
                .statusCode(200)
                .body("paused.code", equalTo("paused-by-a-person"))
                .body("paused.reason", equalTo("Sam is away"));
        launched(campaign(sender, Map.of()));
        ticks.planAndSend();
        assertThat(gateway().calls()).isEmpty();
        asAdmin().post("/api/v1/senders/" + sender + "/resume").then().statusCode(200);
        ticks.send();
        assertThat(gateway().calls()).hasSize(1);
    }

    @Test
    void whatIsPlannedWhileASenderIsPausedIsSharedAmongTheOthers() {
        leads(6);
        String sam = sender("sam@acme.test");
        String kim = sender("kim@other.test");
        asAdmin()
                .body(Map.of("reason", "Sam is away"))
                .post("/api/v1/senders/" + sam + "/pause")
                .then()
                .statusCode(200);
        Map<String, Object> shared = campaign(sam, Map.of());
        shared.put("sender_ids", List.of(sam, kim));
        launched(shared);
        ticks.planAndSend();
        assertThat(gateway().calls())
                .hasSize(6)
                .allSatisfy(call ->
                        assertThat(call.arguments().get("from").asText()).contains("kim@other.test"));
    }

    private static void credits(String subscription, int credits) {
        Database.execute(
                "insert into account values ('" + TestUser.ACME + "', '" + subscription + "', " + credits + ", 0, 0)");
    }

    private static void leads(int number) {
        StringBuilder file = new StringBuilder("first_name,email,company\n");
        IntStream.range(0, number).forEach(i -> file.append("Ann,a").append(i).append("@initech.test,Initech\n"));
        Api.imported(file.toString());
    }

    /** So much later everything that is measured by the clock is over. */
    private static void pass(Duration time) {
        String interval = "interval '" + time.toSeconds() + " seconds'";
        Database.execute(
                "update limit_use set until = until - %1$s; update touch set claimable_at = claimable_at - %1$s;"
                                .formatted(interval)
                        + " update sender_queue set next_at = next_at - %1$s, paced_until = paced_until - %1$s,"
                                .formatted(interval)
                        + " full_until = full_until - %s".formatted(interval));
    }
}
