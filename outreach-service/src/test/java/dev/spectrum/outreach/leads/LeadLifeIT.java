package dev.spectrum.outreach.leads;

import static dev.spectrum.outreach.Api.as;
import static dev.spectrum.outreach.Api.asAdmin;
import static dev.spectrum.outreach.Api.asMember;
import static dev.spectrum.outreach.Api.created;
import static dev.spectrum.outreach.Api.imported;
import static dev.spectrum.outreach.Api.lead;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import dev.spectrum.outreach.Database;
import dev.spectrum.platform.testing.KafkaEvents;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of leads once they are there. */
@QuarkusTest
class LeadLifeIT {

    @BeforeEach
    @AfterEach
    void nothingIsThere() {
        Database.empty();
    }

    @Test
    void aPersonSaysWhatBecameOfALead() {
        String id = lead("Ann", "ann@initech.test");

        move(id, "not_interested", "said so on the phone")
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("status", equalTo("not_interested"));
        move(id, "not_interested", "").then().statusCode(200).header("ETag", "\"1\"");
        move(id, "bounced", "")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:spectrum:problem:no-such-move"))
                .body("detail", containsString("scored, converted, unsubscribed"));
        move(id, "scored", "changed her mind").then().statusCode(200);
        move(id, "in_sequence", "").then().statusCode(400).body("errors.pointer", contains("/status"));
        move(id, "sold", "").then().statusCode(400).body("errors.pointer", contains("/status"));
        move(id, "converted", "").then().statusCode(200);

        asMember()
                .get("/api/v1/leads/" + id + "/timeline?limit=3")
                .then()
                .body("items.type", contains("lead_moved", "lead_moved", "lead_moved"))
                .body("items[2].details.from", equalTo("scored"))
                .body("items[2].details.to", equalTo("not_interested"))
                .body("items[2].details.reason", equalTo("said so on the phone"));
        try (KafkaEvents events = KafkaEvents.of("spectrum.outreach.events")) {
            assertThat(events.await(
                            6,
                            event -> event.subject().equals(id)
                                    && event.type().matches(".*(changed|converted|scored).v1")))
                    .extracting(event -> event.type().replaceAll("dev.spectrum.outreach.lead.|.v1", ""))
                    .containsExactly("changed", "scored", "changed", "changed", "changed", "converted");
        }
    }

    @Test
    void whoBouncedOrUnsubscribedIsWorthLess() {
        String id = lead("Ann", "ann@initech.test");
        move(id, "bounced", "")
                .then()
                .body("risk.points", equalTo(5))
                .body("risk.reasons[1]", equalTo("a message bounced (-10)"));
        move(id, "unsubscribed", "").then().body("risk.points", equalTo(0));
        move(id, "scored", "").then().statusCode(409);
    }

    @Test
    void aDeletedLeadCanBeRestoredUnlessItsPlaceIsTaken() {
        String id = lead("Ann", "ann@initech.test");
        asMember().delete("/api/v1/leads/" + id).then().statusCode(204);
        asMember().get("/api/v1/leads/deleted").then().body("items.id", contains(id));
        String other = lead("Ann", "ann@initech.test");

        asMember()
                .post("/api/v1/leads/" + id + "/restore")
                .then()
                .statusCode(409)
                .body("lead_id", equalTo(other));
        asMember().delete("/api/v1/leads/" + other).then().statusCode(204);
        asMember()
                .post("/api/v1/leads/" + id + "/restore")
                .then()
                .statusCode(200)
                .body("id", equalTo(id));

        asMember()
                .get("/api/v1/leads/" + id + "/timeline?limit=2")
                .then()
                .body("items.type", contains("lead_restored", "lead_deleted"));
    }

    @Test
    void notesAreKeptChangedAndDeleted() {
        String id = lead("Ann", "ann@initech.test");
        String notes = "/api/v1/leads/" + id + "/notes";
        String first = created(asMember().body(Map.of("text", "Call her.")).post(notes));
        String second = created(asMember().body(Map.of("text", "In January.")).post(notes));

        asMember()
                .get(notes + "?limit=1")
                .then()
                .body("items.text", contains("In January."))
                .body("items[0].author", equalTo(TestUser.ACME_MEMBER.subject()));
        asMember()
                .header("If-Match", "\"0\"")
                .body(Map.of("text", "Call her at noon."))
                .put("/api/v1/leads/notes/" + first)
                .then()
                .statusCode(200)
                .body("text", equalTo("Call her at noon."));
        asMember()
                .header("If-Match", "\"0\"")
                .body(Map.of("text", "x"))
                .put("/api/v1/leads/notes/" + first)
                .then()
                .statusCode(412);
        asMember().delete("/api/v1/leads/notes/" + second).then().statusCode(204);
        asMember().get(notes).then().body("items.text", contains("Call her at noon."));
        asMember().body(Map.of("text", " ")).post(notes).then().statusCode(400);
        asMember()
                .body(Map.of("text", "x"))
                .post("/api/v1/leads/" + UUID.randomUUID() + "/notes")
                .then()
                .statusCode(404);
        asMember().get("/api/v1/leads/" + id + "/timeline").then().body("items.type", hasItems("lead_noted"));
    }

    @Test
    void listsAreMadeRenamedFilledAndDeleted() {
        String ann = lead(Map.of("first_name", "Ann", "lists", List.of("Fair")));
        String bob = lead(Map.of("first_name", "Bob"));
        Response all = asMember().get("/api/v1/leads/lists");
        all.then().body("items.name", contains("Fair"));
        String fair = "/api/v1/leads/lists/" + all.path("items[0].id");

        asMember()
                .body(Map.of("name", "Fair"))
                .post("/api/v1/leads/lists")
                .then()
                .statusCode(409);
        asMember()
                .body(Map.of("name", "Fair 2026"))
                .put(fair)
                .then()
                .statusCode(200)
                .body("leads", equalTo(1));
        asMember()
                .body(Map.of("lead_ids", List.of(ann, bob, UUID.randomUUID())))
                .post(fair + "/add")
                .then()
                .statusCode(200)
                .body("leads", equalTo(2));
        onList("Fair 2026", bob, ann);
        onList("Fair");
        asMember().get("/api/v1/leads/" + bob).then().body("lists", contains("Fair 2026"));
        asMember()
                .body(Map.of("lead_ids", List.of(ann)))
                .post(fair + "/remove")
                .then()
                .body("leads", equalTo(1));
        onList("Fair 2026", bob);
        asMember()
                .body(Map.of("first_name", "Bob", "lists", List.of("Fair 2026", "VIP")))
                .put("/api/v1/leads/" + bob)
                .then()
                .statusCode(200)
                .body("lists", contains("Fair 2026", "VIP"));
        asMember().get(fair).then().body("leads", equalTo(1));
        asMember().delete(fair).then().statusCode(204);
        asMember().get(fair).then().statusCode(404);
        asMember().get("/api/v1/leads/" + bob).then().body("lists", contains("VIP"));
        asMember()
                .body(Map.of("lead_ids", List.of()))
                .post(fair + "/add")
                .then()
                .statusCode(400);
    }

    private static void onList(String name, String... ids) {
        assertThat(asMember().queryParam("list", name).get("/api/v1/leads").<List<String>>path("items.id"))
                .containsExactly(ids);
    }

    @Test
    void leadsAreFoundByCountryScoreAndCustomFields() {
        String ann = lead(Map.of(
                "first_name",
                "Ann",
                "country",
                "Deutschland",
                "title",
                "CEO",
                "custom",
                Map.of("source", "fair", "rank", 3)));
        String bob = lead(Map.of("first_name", "Bob", "country", "FR", "custom", Map.of("source", "web")));
        found("country", "DE", ann);
        found("country", "France", bob);
        found("score_from", "30", ann);
        found("score_to", "30", bob);
        found("custom", "source:web", bob);
        found("custom", "rank:3", ann);
        found("custom", "source:nobody's");
        for (String wrong : List.of("score_from=101", "score_to=x", "custom=source", "custom=:x")) {
            asMember().get("/api/v1/leads?" + wrong).then().statusCode(400);
        }
        asMember()
                .body(Map.of("first_name", "Eve", "custom", Map.of("a/b", List.of(1), "long", "x".repeat(2001))))
                .post("/api/v1/leads")
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItems("/custom/a~1b", "/custom/long"));
    }

    private static void found(String parameter, String value, String... ids) {
        assertThat(asMember().queryParam(parameter, value).get("/api/v1/leads").<List<String>>path("items.id"))
                .as("%s=%s", parameter, value)
                .containsExactly(ids);
    }

    @Test
    void otherWeightsScoreEveryLeadAgain() {
        String id = lead(Map.of("first_name", "Ann", "title", "CEO"));
        asMember()
                .get("/api/v1/leads/scoring")
                .then()
                .statusCode(200)
                .header("ETag", "\"0\"")
                .body("weights.authority", equalTo(25))
                .body("tiers.find { it.tier == 'warm' }.channels", contains("email", "linkedin", "voice"));
        weigh(Map.of("data_quality", 20, "authority", 50, "company_fit", 10, "timing", 10, "risk", 11))
                .then()
                .statusCode(400)
                .body("errors[0].detail", containsString("are 101"));

        weigh(Map.of("data_quality", 10, "authority", 60, "company_fit", 10, "timing", 10, "risk", 10))
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"");

        await().atMost(Duration.ofSeconds(20))
                .until(() -> asMember().get("/api/v1/leads/scoring").path("rescoring.done_at") != null);
        asMember()
                .get("/api/v1/leads/" + id)
                .then()
                .header("ETag", "\"1\"")
                .body("authority.points", equalTo(60))
                .body("authority.max", equalTo(60))
                .body("als_score", equalTo(70))
                .body("als_tier", equalTo("warm"));
        asMember().get("/api/v1/leads/scoring").then().body("rescoring.changed", equalTo(1));
        try (KafkaEvents events = KafkaEvents.of("spectrum.outreach.events")) {
            assertThat(events.await(
                            2,
                            event -> event.subject().equals(id) && event.type().contains("scored")))
                    .extracting(event -> event.data().get("als_score").asInt())
                    .containsExactly(40, 70);
        }
    }

    @Test
    void aRescoringGoesOnWhereAWorkerThatDiedStopped() {
        lead(Map.of("first_name", "Ann", "title", "CEO"));
        lead(Map.of("first_name", "Bob", "title", "CEO"));
        String first = Database.query("select id from lead order by id").getFirst();
        // Somebody has scored the first, and died; the scores in the database are of other days.
        Database.execute("set app.actor = 'outreach-service';"
                + "update lead set als_score = 1, score = jsonb_set(score::jsonb, '{timing,points}', '15');"
                + "insert into rescoring values ('%s', '%s', 1, 1, now(), null, now() - interval '1 second')"
                        .formatted(TestUser.ACME, first));

        await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> Database.query("select rescored from rescoring where done_at is not null"),
                        List.of("2")::equals);

        assertThat(Database.query("select als_score from lead order by id")).containsExactly("1", "40");
    }

    private static Response weigh(Map<String, Integer> weights) {
        return asAdmin().body(weights).put("/api/v1/leads/scoring");
    }

    @Test
    void aPersonGetsEverythingThatIsKeptOfThem() {
        String id = lead("Ann", "ann@initech.test");
        asMember()
                .body(Map.of("text", "Call her."))
                .post("/api/v1/leads/" + id + "/notes")
                .then()
                .statusCode(201);
        imported("email,company,phone\nann@initech.test,A,1\n");
        sent(id, "ann@initech.test");

        asMember().get("/api/v1/leads/" + id + "/data").then().statusCode(403);
        asAdmin()
                .get("/api/v1/leads/" + id + "/data")
                .then()
                .statusCode(200)
                .body("lead.email", equalTo("ann@initech.test"))
                .body("notes.text", contains("Call her."))
                .body("timeline.type", hasItems("lead_created", "lead_noted"))
                .body("refused_rows.cells.flatten()", hasItems("ann@initech.test"))
                .body("messages.message.to", contains("ann@initech.test"))
                .body("suppressions", empty());
    }

    @Test
    void whoIsErasedIsNowhereAnyMoreButInTheSuppressions() {
        String id = lead("Ann", "ann@initech.test");
        String bob = lead("Bob", "bob@initech.test");
        asMember()
                .body(Map.of("text", "Ask ann@initech.test."))
                .post("/api/v1/leads/" + id + "/notes")
                .then()
                .statusCode(201);
        asMember()
                .header("Idempotency-Key", "note-of-ann")
                .body(Map.of("status", "converted", "reason", "ann@initech.test said so"))
                .post("/api/v1/leads/" + id + "/status")
                .then()
                .statusCode(200);
        imported("email,company,phone\nAnn@Initech.test,A,1\nbob@initech.test,B,1\n");
        imported("email,list\nann@initech.test,Fair\n");
        sent(id, "ann@initech.test");
        Database.execute(
                "insert into unsubscribe_link values ('%s', '%s', '%s', '%s', 'email', 'ann@initech.test', now())"
                        .formatted(TestUser.ACME, "t".repeat(43), id, id));
        assertThat(tablesWith("ann@initech.test"))
                .contains(
                        "activity",
                        "change_log",
                        "idempotency",
                        "lead",
                        "lead_import_refusal",
                        "lead_note",
                        "touch",
                        "unsubscribe_link");

        asMember().delete("/api/v1/leads/" + id + "/data").then().statusCode(403);
        asAdmin().delete("/api/v1/leads/" + id + "/data").then().statusCode(204);

        assertThat(tablesWith("ann@initech.test")).containsExactlyInAnyOrder("suppression", "change_log");
        assertThat(Database.query("select entity from change_log where after::text like '%ann@initech.test%'"))
                .containsOnly("suppression");
        assertThat(Database.query("select erased_by from lead_erasure where lead_id = '" + id + "'"))
                .containsExactly(TestUser.ACME_ADMIN.subject());
        asAdmin().get("/api/v1/leads/" + id + "/data").then().statusCode(404);
        asAdmin().delete("/api/v1/leads/" + id + "/data").then().statusCode(404);
        asMember().get("/api/v1/leads/" + bob).then().statusCode(200);
        assertThat(Database.query("select count(*) from lead_import_refusal")).containsExactly("1");
        try (KafkaEvents events = KafkaEvents.of("spectrum.outreach.events")) {
            events.await(
                    event -> event.subject().equals(id) && event.type().equals("dev.spectrum.outreach.lead.erased.v1"));
        }
    }

    @Test
    void whoUnsubscribedStaysUnsubscribedWhenTheLeadIsDeletedAndComesWithTheNextFile() {
        Map<String, String> reached =
                Map.of("first_name", "Ann", "email", "ann@initech.test", "phone", "+819012345678");
        String id = lead(reached);
        move(id, "unsubscribed", "said so").then().statusCode(200);
        asMember().delete("/api/v1/leads/" + id).then().statusCode(204);
        imported("first_name,email,phone\nAnn,ann@initech.test,+819012345678\n");
        assertThat(suppressed())
                .containsExactlyInAnyOrder("email ann@initech.test", "sms +819012345678", "voice +819012345678");
    }

    @Test
    void aNumberThatColleaguesShareIsNotSuppressedWithOneOfThem() {
        String ann = lead(Map.of("first_name", "Ann", "email", "ann@initech.test", "phone", "+819012345678"));
        lead(Map.of("first_name", "Bob", "phone", "+819012345678"));
        move(ann, "unsubscribed", "").then().statusCode(200);
        assertThat(suppressed()).containsExactly("email ann@initech.test");
    }

    @Test
    void whoIsErasedIsNeitherTextedNorCalledEitherAndMaySeeThat() {
        String ann = lead(Map.of("first_name", "Ann", "email", "ann@initech.test", "phone", "+819012345678"));
        asMember()
                .body(Map.of("channel", "sms", "address", "+819012345678"))
                .post("/api/v1/suppressions")
                .then()
                .statusCode(201);
        asAdmin().get("/api/v1/leads/" + ann + "/data").then().statusCode(200).body("suppressions.size()", equalTo(1));
        asAdmin().delete("/api/v1/leads/" + ann + "/data").then().statusCode(204);
        assertThat(suppressed())
                .containsExactlyInAnyOrder("email ann@initech.test", "sms +819012345678", "voice +819012345678");
    }

    private static List<String> suppressed() {
        return Database.query("select channel || ' ' || value from suppression where deleted_at is null");
    }

    @Test
    void nobodyIsErasedWhileAFileThatMayHoldThemIsRead() {
        String id = lead("Ann", "ann@initech.test");
        Database.execute(
                ("insert into lead_import (tenant_id, id, file_name, status, total, imported, merged, refused, reason,"
                                + " created_at, claimable_at) values ('%s', gen_random_uuid(), 'x.csv', 'running', 0, 0, 0, 0, '', now(),"
                                + " now() + interval '20 seconds')")
                        .formatted(TestUser.ACME));
        asAdmin()
                .delete("/api/v1/leads/" + id + "/data")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:spectrum:problem:import-running"));
        as(TestUser.ACME_OWNER).get("/api/v1/leads/" + id).then().statusCode(200);
    }

    private static void sent(String lead, String address) {
        Database.execute("""
                insert into touch (tenant_id, id, campaign_id, step, lead_id, sender_id, channel, status, due_at,
                    claimable_at, attempts, uncertain, code, reason, message, message_id, sent_at, variant, version, created_at,
                    updated_at)
                values ('%1$s', '%2$s', '%2$s', 0, '%3$s', '%2$s', 'email', 'sent', now(), now(), 1, 0, '', '',
                    '{"from": "sam@acme.test", "to": "%4$s", "subject": "Hello", "text": "Hello", "html": "Hello",
                      "message_id": "1@acme.test", "in_reply_to": null, "references": [], "headers": {}}', '', now(), 'a', 0, now(),
                    now())
                """.formatted(TestUser.ACME, UUID.randomUUID(), lead, address));
    }

    /** Every table that has this text anywhere, whatever its columns. */
    private static List<String> tablesWith(String text) {
        List<String> found = new ArrayList<>();
        for (String table : Database.query("select tablename from pg_tables where schemaname = 'outreach'")) {
            if (!Database.query("select 1 from outreach." + table + " t where t::text ilike '%" + text + "%' limit 1")
                    .isEmpty()) {
                found.add(table);
            }
        }
        return found;
    }

    private static Response move(String lead, String status, String reason) {
        return asMember().body(Map.of("status", status, "reason", reason)).post("/api/v1/leads/" + lead + "/status");
    }
}
