package dev.spectrum.gateway.calls;

import static dev.spectrum.gateway.Gateway.as;
import static dev.spectrum.gateway.Gateway.atOnce;
import static dev.spectrum.gateway.Gateway.call;
import static dev.spectrum.gateway.Gateway.read;
import static dev.spectrum.gateway.Gateway.result;
import static dev.spectrum.platform.testing.TestUser.ACME_MEMBER;
import static dev.spectrum.platform.testing.TestUser.ACME_OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.gateway.MailForTests;
import dev.spectrum.gateway.MailForTests.Door;
import dev.spectrum.gateway.Superuser;
import dev.spectrum.platform.testing.Catalogue;
import dev.spectrum.platform.testing.KafkaEvents;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls with an Idempotency-Key. */
@QuarkusTest
class RepeatIT {

    private final String key = UUID.randomUUID().toString();
    private final String company = "Repeat" + key.substring(0, 8);

    @BeforeEach
    @AfterEach
    void mailWorks() {
        MailForTests.reset(Door.OPEN);
        // The breaker that an earlier test may have opened closes again.
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !read(call(as(ACME_MEMBER), "send_email", mail("warm-up")))
                        .get("is_error")
                        .asBoolean());
        MailForTests.reset(Door.OPEN);
    }

    @Test
    void theSameCreateTwiceMakesOneContact() {
        JsonNode first = read(keyed("revops_create_contact", contact()));
        Response second = keyed("revops_create_contact", contact());

        second.then().statusCode(200).header("Idempotency-Replayed", equalTo("true"));
        assertThat(read(second)).isEqualTo(first);
        assertThat(contactsOfCompany()).isEqualTo(1);
        try (KafkaEvents events = KafkaEvents.of("spectrum.gateway.events")) {
            events.await(event -> event.subject().equals(first.get("id").asText()));
            assertThat(events.all().stream()
                            .filter(event -> event.data().path("tool").asText().equals("revops_create_contact")
                                    && event.subject().equals(first.get("id").asText())))
                    .hasSize(1);
        }
    }

    @Test
    void theOrderOfTheArgumentsDoesNotMatter() {
        Map<String, Object> forwards = new LinkedHashMap<>();
        forwards.put("first_name", "A");
        forwards.put("company", company);
        Map<String, Object> backwards = new LinkedHashMap<>();
        backwards.put("company", company);
        backwards.put("first_name", "A");
        assertThat(read(keyed("revops_create_contact", backwards)).get("id"))
                .isEqualTo(read(keyed("revops_create_contact", forwards)).get("id"));
    }

    @Test
    void otherArgumentsUnderTheKeyAreRefused() {
        keyed("revops_create_contact", contact());
        keyed("revops_create_contact", Map.of("first_name", "Other", "company", company))
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:spectrum:problem:idempotency-key-reused"));
        keyed("revops_create_opportunity", Map.of("contact_id", UUID.randomUUID(), "name", "x"))
                .then()
                .statusCode(422);
        assertThat(contactsOfCompany()).isEqualTo(1);
    }

    @Test
    void anothersKeyIsAnotherKey() {
        keyed("revops_create_contact", contact());
        call(as(ACME_OWNER).header("Idempotency-Key", key), "revops_create_contact", contact())
                .then()
                .statusCode(200);
        call(as(TestUser.GLOBEX_OWNER).header("Idempotency-Key", key), "revops_create_contact", contact())
                .then()
                .statusCode(200);
        assertThat(contactsOfCompany()).isEqualTo(2);
    }

    @Test
    void aFailedCallLeavesTheKeyFree() {
        Map<String, Object> wrong = Map.of("company", company);
        assertThat(read(keyed("revops_create_contact", wrong)).get("is_error").asBoolean())
                .isTrue();
        keyed("revops_create_contact", contact()).then().statusCode(200).body("is_error", equalTo(false));
    }

    @Test
    void whoNeverHeardOfACallAsksByItsKeyAndNothingIsDone() {
        outcome().body("outcome", equalTo("none"));
        keyed("revops_create_contact", contact());
        outcome().body("outcome", equalTo("succeeded"));
        as(ACME_OWNER)
                .get("/api/v1/tool-calls/outcome?idempotency_key=" + key)
                .then()
                .body("outcome", equalTo("none"));
        as(ACME_MEMBER).get("/api/v1/tool-calls/outcome").then().statusCode(400);
        assertThat(contactsOfCompany()).isEqualTo(1);
    }

    private ValidatableResponse outcome() {
        return as(ACME_MEMBER)
                .get("/api/v1/tool-calls/outcome?idempotency_key=" + key)
                .then()
                .statusCode(200);
    }

    @Test
    void aReadingCallNeedsNoMemory() {
        keyed("revops_search_contacts", Map.of()).then().statusCode(200);
        keyed("revops_search_contacts", Map.of("query", "x"))
                .then()
                .statusCode(200)
                .body("is_error", equalTo(false));
    }

    @Test
    void manyAtOnceWithTheSameKeyActOnce() throws Exception {
        List<Response> answers = atOnce(8, () -> keyed("revops_create_contact", contact()));

        assertThat(answers).allMatch(answer -> answer.statusCode() == 200);
        assertThat(answers.stream().map(answer -> read(answer).get("id")).distinct())
                .hasSize(1);
        assertThat(contactsOfCompany()).isEqualTo(1);
    }

    @Test
    void theSameMailTwiceIsSentOnce() {
        JsonNode first = read(keyed("send_email", mail("once")));
        JsonNode second = read(keyed("send_email", mail("once")));

        assertThat(second).isEqualTo(first);
        MailForTests.awaitMessage(mail -> mail.subject().equals("once"));
    }

    @Test
    void manyMailsAtOnceWithTheSameKeyLeaveOnce() throws Exception {
        List<Response> answers = atOnce(6, () -> keyed("send_email", mail("at once")));

        assertThat(answers).allMatch(answer -> answer.statusCode() == 200 || answer.statusCode() == 409);
        answers.stream()
                .filter(answer -> answer.statusCode() == 409)
                .forEach(answer -> answer.then()
                        .header("Retry-After", notNullValue())
                        .body("type", equalTo("urn:spectrum:problem:call-under-way")));
        MailForTests.awaitMessage(mail -> mail.subject().equals("at once"));
        keyed("send_email", mail("at once")).then().statusCode(200).header("Idempotency-Replayed", equalTo("true"));
    }

    @Test
    void aMailThatDidNotLeaveMayBeSentWithTheSameKey() {
        MailForTests.reset(Door.SHUT);
        JsonNode failed = read(keyed("send_email", mail("later")));
        assertThat(failed.at("/result/error").asText()).isEqualTo("mail-server-away");
        assertThat(failed.at("/result/retryable").asBoolean()).isTrue();

        MailForTests.reset(Door.OPEN);
        assertThat(read(keyed("send_email", mail("later"))).get("is_error").asBoolean())
                .isFalse();
        MailForTests.awaitMessage(mail -> mail.subject().equals("later"));
    }

    @Test
    void aMailWhoseOutcomeIsUnknownIsNeverRepeated() {
        MailForTests.reset(Door.FALLS_SILENT_AFTER_THE_MESSAGE);
        JsonNode broken = read(keyed("send_email", mail("lost answer")));
        assertThat(broken.get("is_error").asBoolean()).isTrue();
        assertThat(broken.at("/result/error").asText()).isEqualTo("unknown-outcome");
        assertThat(broken.at("/result/retryable").asBoolean()).isFalse();

        MailForTests.awaitMessage(mail -> mail.subject().equals("lost answer"));
        keyed("send_email", mail("lost answer"))
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:spectrum:problem:unknown-outcome"));
        assertThat(MailForTests.messages()).as("it was sent, and once").hasSize(1);
        as(TestUser.ACME_ADMIN)
                .get("/api/v1/tool-calls?tool=send_email&limit=2")
                .then()
                .body("items[1].outcome", equalTo("unknown"))
                .body("items[0].reason", equalTo("unknown-outcome"));
    }

    @Test
    void aConnectionThatBreaksInTheMiddleLeavesTheOutcomeUnknown() {
        MailForTests.reset(Door.CLOSES_IN_THE_MIDDLE);
        assertThat(read(keyed("send_email", mail("broken"))).at("/result/error").asText())
                .isEqualTo("unknown-outcome");
        keyed("send_email", mail("broken")).then().statusCode(409);
    }

    @Test
    void aMailServerThatNeverComesToThePointIsGivenUp() {
        MailForTests.reset(Door.NEVER_COMES_TO_THE_POINT);
        assertThat(read(keyed("send_email", mail("endless")))
                        .at("/result/error")
                        .asText())
                .isEqualTo("unknown-outcome");
        keyed("send_email", mail("endless")).then().statusCode(409);
    }

    /** The role may claim a key, but not say what was done under it: as if the database were away right after the send. */
    @Test
    void theEndOfASendIsRecordedAsSoonAsTheDatabaseIsBack() throws Exception {
        asOwner("revoke update on call_ledger from gateway_app");
        Response sent;
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Future<Response> answer = thread.submit(() -> keyed("send_email", mail("recorded later")));
            try {
                MailForTests.awaitMessage(mail -> mail.subject().equals("recorded later"));
            } finally {
                asOwner("grant update on call_ledger to gateway_app");
            }
            sent = answer.get();
        }
        assertThat(read(sent).get("is_error").asBoolean()).isFalse();
        keyed("send_email", mail("recorded later"))
                .then()
                .statusCode(200)
                .header("Idempotency-Replayed", equalTo("true"));
        as(TestUser.ACME_ADMIN)
                .get("/api/v1/tool-calls?tool=send_email&limit=1")
                .then()
                .body("items[0].outcome", equalTo("succeeded"));
    }

    /** What is left behind by a process that dies between the start and the end of a send. */
    @Test
    void aMailOfAProcessThatDiedIsNeverRepeated() throws SQLException {
        JsonNode sent = read(keyed("send_email", mail("died")));
        asAcme("update call_ledger set state = 'started', result = null, started_at = now() - interval '1 hour'"
                + " where key = '" + key + "'");
        forgetEnd(sent.get("id").asText());

        for (int i = 0; i < 2; i++) {
            keyed("send_email", mail("died"))
                    .then()
                    .statusCode(409)
                    .body("type", equalTo("urn:spectrum:problem:unknown-outcome"));
        }
        assertThat(MailForTests.messages()).hasSize(1);
        assertThat(read(as(TestUser.ACME_ADMIN).get("/api/v1/tool-calls?tool=send_email&limit=3"))
                        .at("/items/2/outcome")
                        .asText())
                .isEqualTo("unknown");
    }

    @Test
    void aMailUnderWayIsWaitedFor() throws SQLException {
        keyed("send_email", mail("under way"));
        asAcme("update call_ledger set state = 'started', result = null where key = '" + key + "'");
        keyed("send_email", mail("under way"))
                .then()
                .statusCode(409)
                .header("Retry-After", equalTo("1"))
                .body("type", equalTo("urn:spectrum:problem:call-under-way"));
    }

    @Test
    void refusesAKeyThatIsNone() {
        call(as(ACME_MEMBER).header("Idempotency-Key", "x".repeat(256)), "revops_create_contact", contact())
                .then()
                .statusCode(400);
    }

    private Response keyed(String tool, Map<String, ?> arguments) {
        return call(as(ACME_MEMBER).header("Idempotency-Key", key), tool, arguments);
    }

    private Map<String, Object> contact() {
        return Map.of("first_name", "Once", "company", company);
    }

    private static Map<String, Object> mail(String subject) {
        return Map.of("to", List.of("dana@example.com"), "subject", subject, "text", "Hi");
    }

    private int contactsOfCompany() {
        return result(ACME_MEMBER, "revops_search_contacts", Map.of("query", company))
                .get("contacts")
                .size();
    }

    /** Its end is the last entry of the trail. */
    private static void forgetEnd(String callId) throws SQLException {
        try (Connection superuser = Superuser.connect();
                Statement statement = superuser.createStatement()) {
            assertThat(statement.executeUpdate(
                            "update tool_call_head h set position = h.position - 1, hash = c.previous_hash"
                                    + " from tool_call c where c.tenant_id = h.tenant_id and c.position = h.position"
                                    + " and c.outcome = 'succeeded' and c.call_id = '" + callId + "'"))
                    .isEqualTo(1);
            statement.execute("delete from tool_call where outcome = 'succeeded' and call_id = '" + callId + "'");
        }
    }

    private static void asOwner(String sql) throws SQLException {
        try (Connection owner = Catalogue.asOwner();
                Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void asAcme(String sql) throws SQLException {
        try (Connection app = Catalogue.asApp();
                Statement statement = app.createStatement()) {
            statement.execute("select set_config('app.tenant_id', '" + TestUser.ACME + "', false)");
            assertThat(statement.executeUpdate(sql)).isEqualTo(1);
        }
    }
}
