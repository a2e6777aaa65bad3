package dev.spectrum.outreach.touches;

import static dev.spectrum.outreach.Api.asMember;
import static dev.spectrum.outreach.Api.campaign;
import static dev.spectrum.outreach.Api.get;
import static dev.spectrum.outreach.Api.launched;
import static dev.spectrum.outreach.Api.lead;
import static dev.spectrum.outreach.Api.sender;
import static dev.spectrum.outreach.Api.step;
import static dev.spectrum.outreach.TestGateway.gateway;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;

import dev.spectrum.outreach.Api;
import dev.spectrum.outreach.Database;
import dev.spectrum.outreach.TestGateway.Answer;
import dev.spectrum.outreach.TestGateway.Call;
import dev.spectrum.platform.testing.TestUser;
import dev.spectrum.platform.testing.ToldEvent;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that leave as texts. */
@QuarkusTest
class SmsIT {

    private static final String ANN = "+819012345678";

    @Inject
    Ticks ticks;

    private String number;

    @BeforeEach
    void aNumberIsThere() {
        Database.empty();
        gateway().reset();
        number = number("+44 7700 900123", Map.of());
    }

    @Test
    void aTextLeavesThroughTheGatewayOnceUnderItsKey() {
        String ann = ann(Map.of());
        String campaign = texting(number);
        ticks.planAndSend();
        ticks.timePasses();
        ticks.planAndSend();

        assertThat(gateway().calls()).hasSize(1);
        Call call = gateway().calls().getFirst();
        assertThat(call.tool()).isEqualTo("send_sms");
        assertThat(call.tenant()).isEqualTo(TestUser.ACME.toString());
        assertThat(call.key())
                .isEqualTo("touch-" + Database.query("select id from touch").getFirst());
        assertThat(call.arguments().toString())
                .isEqualTo("{\"from\":\"+447700900123\",\"to\":\"" + ANN + "\",\"text\":\"Hi Ann, it is Sam.\"}");
        get("/api/v1/campaigns/" + campaign + "/touches")
                .then()
                .body("items.channel", contains("sms"))
                .body("items.status", contains("sent"))
                .body("items[0].message.text", equalTo("Hi Ann, it is Sam."));
        get("/api/v1/leads/" + ann + "/timeline").then().body("items[0].details.to", equalTo(ANN));
    }

    @Test
    void fourWorkersTextAHundredADayAndTheRestWaits() {
        leads(110);
        texting(number);
        ticks.plan();
        ticks.send(4);
        assertThat(gateway().calls()).hasSize(100).extracting(Call::to).doesNotHaveDuplicates();
        assertThat(Database.query("select distinct code from touch where status = 'scheduled' and code <> ''"))
                .containsExactly("limit-reached");
    }

    @Test
    void aNumberDrawsBreathBetweenTwoTexts() {
        leads(3);
        texting(number("+447700900124", Map.of("pace", Map.of("from_seconds", 120, "to_seconds", 900))));
        ticks.plan();
        ticks.send(4);
        assertThat(gateway().calls()).hasSize(1);
    }

    @Test
    void whoMayNotBeTextedIsNot() {
        ended(ann(Map.of("country", "US", "phone", "+14155550101")), "skipped consent-missing");
        ended(ann(Map.of("phone", "+819012345679", "custom", Map.of("do_not_call", "yes"))), "skipped do-not-call");
        // A number that belongs to no country.
        ended(ann(Map.of("phone", "07700 900999")), "skipped no-address");
        suppress("/api/v1/suppressions", TestUser.ACME_MEMBER);
        ended(ann(Map.of()), "skipped suppressed");
        assertThat(gateway().calls()).isEmpty();
        ended(ann(Map.of("country", "US", "phone", "+14155550100", "custom", Map.of("consent_sms", "yes"))), "sent ");
    }

    @Test
    void anEmailSenderThatPausesLeavesItsEmailsToNoNumber() {
        String email = sender(Map.of("address", "sam@acme.test", "pace", Map.of("from_seconds", 60, "to_seconds", 60)));
        IntStream.range(0, 3)
                .forEach(i -> lead(Map.of("first_name", "Ann", "company", "x", "email", "a" + i + "@x.test")));
        Map<String, Object> plan = campaign(email, Map.of());
        plan.put("sender_ids", List.of(email, number));
        launched(plan);
        gateway().answer(call -> Answer.error("connection-refused", false));
        ticks.planAndSend();
        get("/api/v1/senders/" + email).then().body("paused.code", equalTo("connection-failing"));
        ticks.timePasses();
        ticks.send();
        assertThat(Database.query("select distinct status || ' ' || sender_id from touch"))
                .containsExactly("scheduled " + email);
    }

    @Test
    void whereALeadsCountryIsNotKnownItsNumbersCounts() {
        ended(ann(Map.of("phone", "+14155550101")), "skipped consent-missing");
        ended(ann(Map.of("phone", "+4915123456789", "country", "Somewhere")), "skipped consent-missing");
        ended(ann(Map.of("phone", "+393123456789", "custom", Map.of("consent_sms", "yes"))), "sent ");
        ended(ann(Map.of("phone", "+14155550102", "country", "Japan")), "sent ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1.0", "on", "TRUE", "since 2024-01-31", "no", "0"})
    void whatSomebodyWroteThereSaysNotToCallUnlessItPlainlySaysNo(String said) {
        ended(
                ann(Map.of("custom", Map.of("do_not_call", said))),
                Set.of("no", "0").contains(said) ? "sent " : "skipped do-not-call");
    }

    @Test
    void whatIsSuppressedForAllTenantsIsNotTexted() {
        suppress("/api/v1/suppressions/global", TestUser.ROOT);
        ended(ann(Map.of()), "skipped suppressed");
    }

    @Test
    void aTextOfUnknownOutcomeIsSettledByAskingAndNeverSentAgain() {
        ann(Map.of());
        texting(number);
        gateway().answer(call -> {
            gateway().deliver(call);
            return Answer.problem(409, "unknown-outcome");
        });
        ticks.planAndSend();
        assertThat(touches()).containsExactly("unknown unknown-outcome");
        ticks.timePasses();
        ticks.send();
        ticks.reconcile();
        assertThat(touches()).containsExactly("sent ");
        assertThat(gateway().calls()).hasSize(1);
    }

    @Test
    void aTenantWithoutAConnectionFailsNothingItsNumberPausesAndSaysWhy() {
        ann(Map.of());
        texting(number);
        gateway().answer(call -> Answer.problem(404, "not-found"));
        ticks.planAndSend();
        assertThat(touches()).containsExactly("scheduled not-connected");
        get("/api/v1/senders/" + number).then().body("paused.code", equalTo("connection-failing"));
        gateway().answer(gateway()::deliver);
        Api.asAdmin().post("/api/v1/senders/" + number + "/resume").then().statusCode(200);
        ticks.timePasses();
        ticks.send();
        assertThat(touches()).containsExactly("sent ");
    }

    @Test
    void whoToldTheVendorToStopIsSuppressed() {
        ann(Map.of());
        texting(number);
        gateway().answer(call -> Answer.error("recipient-opted-out", false));
        ticks.planAndSend();
        assertThat(touches()).containsExactly("failed recipient-opted-out");
        get("/api/v1/suppressions").then().body("items.address", contains(ANN)).body("items.channel", contains("sms"));
    }

    @Test
    void whoAnswersLeavesTheSequenceAndWhoAnswersStopIsNeverTextedAgain() {
        String ann = ann(Map.of());
        Map<String, Object> plan = plan(number);
        Map<String, Object> second = text("Again");
        second.put("after_hours", 24);
        plan.put("sequence", List.of(text("Hi {{first_name}}"), second));
        launched(plan);
        ticks.planAndSend();
        answer("Who is this?");
        await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> Database.query("select count(*) from touch where replied_at is not null"),
                        List.of("1")::equals);
        ticks.timePasses();
        ticks.send();
        assertThat(touches()).containsExactly("sent ", "skipped sequence-ended");
        get("/api/v1/suppressions").then().body("items.size()", equalTo(0));

        answer(" Stop. ");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> "unsubscribed".equals(get("/api/v1/leads/" + ann).path("status")));
        get("/api/v1/suppressions").then().body("items.channel", containsInAnyOrder("sms", "voice"));
    }

    @Test
    void aCampaignWithoutANumberSkipsItsTextsAndGoesOn() {
        ann(Map.of("email", "ann@initech.test"));
        Map<String, Object> plan = campaign(sender("sam@acme.test"), Map.of());
        plan.put("sequence", List.of(text("Hi"), step("Hello", "Dear {{first_name}}")));
        String id = Api.created(asMember().body(plan).post("/api/v1/campaigns"));
        get("/api/v1/campaigns/" + id + "/preflight")
                .then()
                .body("steps.deliverable", contains(true, true))
                .body("warnings.code", org.hamcrest.Matchers.hasItem("no-sender-for-channel"));
        asMember().post("/api/v1/campaigns/" + id + "/launch").then().statusCode(200);
        ticks.planAndSend();
        ticks.timePasses();
        ticks.send();
        assertThat(touches()).containsExactly("skipped sender-missing", "sent ");
    }

    @Test
    void aTextLongerThanVendorsTakeIsRefusedWithTheCampaign() {
        Map<String, Object> plan = plan(number);
        plan.put("sequence", List.of(text("x".repeat(1_601))));
        asMember()
                .body(plan)
                .post("/api/v1/campaigns")
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/sequence/0/body"));
    }

    private static void suppress(String path, TestUser who) {
        Api.created(Api.as(who).body(Map.of("channel", "sms", "address", ANN)).post(path));
    }

    private static void answer(String text) {
        new ToldEvent(
                        UUID.randomUUID(),
                        "spectrum.channel.events",
                        "dev.spectrum.channel.message.received.v1",
                        TestUser.ACME,
                        UUID.randomUUID().toString(),
                        Map.of(
                                "channel",
                                "sms",
                                "from",
                                ANN,
                                "to",
                                "+447700900123",
                                "text",
                                text,
                                "occurred_at",
                                Instant.now().toString()))
                .tell();
    }

    private void ended(String lead, String as) {
        Database.execute("truncate touch");
        Map<String, Object> plan = plan(number);
        plan.put("lead_filter", Map.of("ids", List.of(lead)));
        launched(plan);
        ticks.planAndSend();
        assertThat(touches()).containsExactly(as);
    }

    private static String ann(Map<String, ?> fields) {
        Map<String, Object> lead = new HashMap<>(Map.of("first_name", "Ann", "phone", ANN));
        lead.putAll(fields);
        return lead(lead);
    }

    private static void leads(int number) {
        StringBuilder file = new StringBuilder("first_name,phone\n");
        IntStream.range(0, number)
                .forEach(i -> file.append("Ann,+8190123").append(10_000 + i).append("\n"));
        Api.imported(file.toString());
    }

    private static String number(String address, Map<String, ?> settings) {
        Map<String, Object> body = new HashMap<>(settings);
        body.put("channel", "sms");
        body.put("address", address);
        body.put("name", "Sam");
        return sender(body);
    }

    private static Map<String, Object> text(String body) {
        Map<String, Object> text = step("", body);
        text.put("channel", "sms");
        return text;
    }

    private static Map<String, Object> plan(String sender) {
        Map<String, Object> plan = campaign(sender, Map.of());
        plan.put("sequence", List.of(text("Hi {{first_name}}, it is {{sender_name}}.")));
        return plan;
    }

    private static String texting(String sender) {
        return launched(plan(sender));
    }

    private static List<String> touches() {
        return Database.query("select status || ' ' || code from touch order by step");
    }
}
