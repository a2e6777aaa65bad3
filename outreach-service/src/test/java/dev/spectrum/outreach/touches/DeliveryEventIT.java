package dev.spectrum.outreach.touches;

import static dev.spectrum.outreach.Api.asAdmin;
import static dev.spectrum.outreach.Api.campaign;
import static dev.spectrum.outreach.Api.get;
import static dev.spectrum.outreach.Api.launched;
import static dev.spectrum.outreach.Api.lead;
import static dev.spectrum.outreach.Api.sender;
import static dev.spectrum.outreach.TestGateway.gateway;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import dev.spectrum.outreach.Api;
import dev.spectrum.outreach.Database;
import dev.spectrum.outreach.TestGateway.Answer;
import dev.spectrum.platform.testing.TestUser;
import dev.spectrum.platform.testing.ToldEvent;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the gateway tells of messages that left, and of connections. */
@QuarkusTest
class DeliveryEventIT {

    private static final String CONNECTION = "01990000-0000-7000-8000-0000000000ff";

    @Inject
    Ticks ticks;

    private String sender;
    private String ann;
    private String touch;

    @BeforeEach
    void aMessageLeftForAnn() {
        Database.empty();
        Database.execute("truncate inbox");
        gateway().reset();
        sender = sender(Map.of("address", "sam@acme.test", "connection_id", CONNECTION));
        ann = lead("Ann", "ann@initech.test");
        launched(campaign(sender, Map.of()));
        ticks.planAndSend();
        touch = Database.query("select id from touch").getFirst();
    }

    @Test
    void whatHappensToAMessageIsShownOnceHoweverOftenAndInWhateverOrderItIsTold() {
        tell("clicked", Map.of("url", "https://acme.test"));
        tell("opened", Map.of());
        UUID once = UUID.randomUUID();
        tell(once, "delivered", named(Map.of()));
        tell(once, "delivered", named(Map.of()));
        tell("delivered", Map.of());
        last();
        assertThat(Database.query(
                        "select type from activity where type in ('touch_delivered', 'touch_opened', 'touch_clicked')"
                                + " order by type"))
                .containsExactly("touch_clicked", "touch_delivered", "touch_opened");
        assertThat(Database.query("select count(*) from touch where delivered_at is not null and opened_at is not null"
                        + " and clicked_at is not null and bounced_at is null"))
                .containsExactly("1");
    }

    @Test
    void aBounceEndsOutreachToTheLeadAndSuppressesTheAddress() {
        tell("bounced", Map.of("permanent", true, "reason", "no such\0user"));
        tell("bounced", Map.of("permanent", true, "reason", "no such\0user"));
        last();
        get("/api/v1/leads/" + ann).then().body("status", equalTo("bounced"));
        get("/api/v1/suppressions")
                .then()
                .body("items.size()", equalTo(1))
                .body("items[0].address", equalTo("ann@initech.test"))
                .body("items[0].reason", equalTo("bounced"));
        get("/api/v1/leads/" + ann + "/timeline").then().body("items.type", hasItem("touch_bounced"));
        // Another campaign of another sender leaves her alone as well.
        launched(campaign(sender("kim@acme.test"), Map.of()));
        ticks.planAndSend();
        assertThat(gateway().calls()).hasSize(1);
    }

    @Test
    void aMessageThatComesBackForNowEndsNothing() {
        tell("bounced", Map.of("permanent", false, "reason", "mailbox full"));
        last();
        get("/api/v1/leads/" + ann).then().body("status", equalTo("in_sequence"));
        get("/api/v1/suppressions").then().body("items.size()", equalTo(0));
        get("/api/v1/leads/" + ann + "/timeline").then().body("items.type", hasItem("touch_bounced"));
    }

    @Test
    void whoComplainsIsNeverWrittenToAgain() {
        tell("complained", Map.of());
        last();
        get("/api/v1/leads/" + ann).then().body("status", equalTo("unsubscribed"));
        get("/api/v1/suppressions").then().body("items[0].reason", equalTo("complained"));
    }

    @Test
    void anAnswerStopsTheSequence() {
        String next = anotherStep();
        tell(
                UUID.randomUUID(),
                "received",
                Map.of(
                        "channel",
                        "email",
                        "from",
                        "ann@initech.test",
                        "to",
                        "sam@acme.test",
                        "subject",
                        "Re: Hello Ann",
                        "in_reply_to",
                        "<" + touch + "@acme.test>",
                        "occurred_at",
                        Instant.now().toString()));
        last();
        ticks.send();
        get("/api/v1/touches/" + next)
                .then()
                .body("status", equalTo("skipped"))
                .body("code", equalTo("sequence-ended"));
    }

    @Test
    void anAnswerThatNamesNoMessageIsKnownByWhoWroteIt() {
        tell(
                UUID.randomUUID(),
                "received",
                Map.of(
                        "channel",
                        "email",
                        "from",
                        "ANN@initech.test",
                        "to",
                        "sam@acme.test",
                        "occurred_at",
                        Instant.now().toString()));
        last();
        assertThat(Database.query("select count(*) from touch where replied_at is not null"))
                .containsExactly("1");
    }

    @Test
    void aNoticeOfAbsenceIsNoAnswer() {
        tell(
                UUID.randomUUID(),
                "received",
                Map.of(
                        "channel",
                        "email",
                        "from",
                        "ann@initech.test",
                        "to",
                        "sam@acme.test",
                        "automatic",
                        true,
                        "in_reply_to",
                        "<" + touch + "@acme.test>",
                        "occurred_at",
                        Instant.now().toString()));
        last();
        assertThat(Database.query("select count(*) from touch where replied_at is not null"))
                .containsExactly("0");
    }

    @Test
    void whatIsHeardOfHasLeftEvenIfTheAnswerToItsSendWasLost() {
        Database.execute("update touch set status = 'unknown', sent_at = null, code = 'unknown-outcome'");
        tell("delivered", Map.of());
        last();
        get("/api/v1/touches/" + touch).then().body("status", equalTo("sent"));
    }

    @Test
    void whatIsToldOfMessagesThatAreNoneOfOursChangesNothing() {
        new ToldEvent(
                        UUID.randomUUID(),
                        "spectrum.channel.events",
                        "dev.spectrum.channel.message.bounced.v1",
                        TestUser.ACME,
                        "x",
                        Map.of(
                                "channel",
                                "email",
                                "address",
                                "ann@initech.test",
                                "occurred_at",
                                Instant.now().toString(),
                                "permanent",
                                true,
                                "reason",
                                "x",
                                "message_id",
                                "<" + UUID.randomUUID() + "@acme.test>"))
                .tell();
        new ToldEvent(
                        UUID.randomUUID(),
                        "spectrum.channel.events",
                        "dev.spectrum.channel.message.bounced.v1",
                        TestUser.GLOBEX,
                        "x",
                        named(Map.of("permanent", true, "reason", "x")))
                .tell();
        last();
        get("/api/v1/leads/" + ann).then().body("status", equalTo("in_sequence"));
    }

    @Test
    void aSenderWhoseMessagesBounceIsPausedAndTheOthersOfItsCampaignGoOn() {
        String kim = sender("kim@other.test");
        Map<String, Object> shared = campaign(sender, Map.of("list", "Later"));
        shared.put("sender_ids", List.of(sender, kim));
        sentLongAgo(6);
        List<String> sent = Database.query("select id from touch where status = 'sent' and lead_id <> '" + ann + "'");
        lead(Map.of("first_name", "Zoe", "email", "zoe@late.test", "company", "Late", "lists", List.of("Later")));
        launched(shared);
        ticks.plan();
        Database.execute("update touch set sender_id = '" + sender + "' where status = 'scheduled'");
        sent.forEach(id -> tellOf(id, "bounced", Map.of("permanent", true, "reason", "no such user")));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> "too-many-bounces"
                        .equals(get("/api/v1/senders/" + sender).path("paused.code")));
        assertThat(get("/api/v1/senders/" + sender).<String>path("paused.reason"))
                .contains(" messages bounced.");
        ticks.send();
        assertThat(gateway().calls().getLast().arguments().get("from").asText()).contains("kim@other.test");
        asAdmin()
                .post("/api/v1/senders/" + sender + "/resume")
                .then()
                .statusCode(200)
                .body("paused", nullValue());
    }

    @Test
    void aSenderWhoseConnectionFailsPausesItselfSaysWhyAndGoesOnOnceItWorks() {
        connection(
                "failing",
                Map.of(
                        "id",
                        CONNECTION,
                        "connector",
                        "resend",
                        "name",
                        "Mail",
                        "cause",
                        "refused",
                        "detail",
                        "the key was revoked"));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> "connection-failing"
                        .equals(get("/api/v1/senders/" + sender).path("paused.code")));
        assertThat(get("/api/v1/senders/" + sender).<String>path("paused.reason"))
                .endsWith("the key was revoked");
        lead("Bob", "bob@initech.test");
        String campaign = launched(campaign(sender, Map.of()));
        ticks.planAndSend();
        assertThat(gateway().calls()).hasSize(1);
        connection(
                "changed",
                Map.of(
                        "id",
                        CONNECTION,
                        "connector",
                        "resend",
                        "name",
                        "Mail",
                        "status",
                        "working",
                        "version",
                        2,
                        "deleted",
                        false));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> get("/api/v1/senders/" + sender).path("paused") == null);
        ticks.send();
        get("/api/v1/campaigns/" + campaign).then().body("touches.sent", equalTo(2));
    }

    @Test
    void anUnknownOutcomeIsSettledByAskingAndSendsNothing() {
        lead("Bob", "bob@initech.test");
        lead("Cy", "cy@initech.test");
        gateway().answer(call -> {
            if (call.to().startsWith("bob")) {
                gateway().deliver(call);
            }
            return Answer.problem(409, "unknown-outcome");
        });
        String campaign = launched(campaign(sender("kim@acme.test"), Map.of("ids", leadsBut(ann))));
        ticks.planAndSend();
        get("/api/v1/touches?status=unknown").then().body("items.size()", equalTo(2));
        int asked = gateway().calls().size();
        ticks.timePasses();
        ticks.reconcile();
        get("/api/v1/campaigns/" + campaign)
                .then()
                .body("touches.sent", equalTo(1))
                .body("touches.scheduled", equalTo(1));
        assertThat(gateway().calls()).as("asking is no call").hasSize(asked);
        // Of the other one it is known that nothing left: it may leave.
        gateway().answer(gateway()::deliver);
        ticks.timePasses();
        ticks.send();
        get("/api/v1/campaigns/" + campaign).then().body("touches.sent", equalTo(2));
        assertThat(gateway().delivered()).hasSize(3);
    }

    private List<String> leadsBut(String one) {
        return Database.query("select id from lead where id <> '" + one + "'");
    }

    /** A touch of the same campaign to Ann that waits for its time. */
    private String anotherStep() {
        String id = UUID.randomUUID().toString();
        Database.execute(
                "insert into touch (tenant_id, id, campaign_id, step, lead_id, sender_id, channel, status, due_at,"
                        + " claimable_at, attempts, uncertain, code, reason, message_id, variant, version, created_at, updated_at)"
                        + " select tenant_id, '" + id + "', campaign_id, 1, lead_id, sender_id, channel, 'scheduled',"
                        + " now() + interval '2 days', now() + interval '2 days', 0, 0,"
                        + " '', '', '', '', 0, now(), now() from touch");
        return id;
    }

    private void sentLongAgo(int number) {
        StringBuilder file = new StringBuilder("first_name,email,company\n");
        IntStream.range(0, number).forEach(i -> file.append("Al,al").append(i).append("@x.test,X\n"));
        Api.imported(file.toString());
        launched(campaign(sender, Map.of("ids", leadsBut(ann))));
        ticks.planAndSend();
    }

    private void tell(String what, Map<String, ?> details) {
        tell(UUID.randomUUID(), what, named(details));
    }

    private void tellOf(String id, String what, Map<String, ?> details) {
        Map<String, Object> data = named(details);
        data.put("message_id", "<" + id + "@acme.test>");
        tell(UUID.randomUUID(), what, data);
    }

    private void tell(UUID event, String what, Map<String, ?> data) {
        new ToldEvent(
                        event,
                        "spectrum.channel.events",
                        "dev.spectrum.channel.message." + what + ".v1",
                        TestUser.ACME,
                        touch,
                        data)
                .tell();
    }

    private void connection(String what, Map<String, ?> data) {
        new ToldEvent(
                        UUID.randomUUID(),
                        "spectrum.gateway.events",
                        "dev.spectrum.gateway.connection." + what + ".v1",
                        TestUser.ACME,
                        CONNECTION,
                        data)
                .tell();
    }

    private Map<String, Object> named(Map<String, ?> details) {
        Map<String, Object> data = new HashMap<>(details);
        data.put("channel", "email");
        data.put("address", "ann@initech.test");
        data.put("message_id", "<" + touch + "@acme.test>");
        data.put("occurred_at", Instant.now().toString());
        return data;
    }

    /** One more of the same key: once it is handled, so are those before it. */
    private void last() {
        UUID last = UUID.randomUUID();
        tell(last, "opened", named(Map.of()));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Database.query("select event_id from inbox where consumer = 'messages'")
                        .contains(last.toString()));
    }
}
