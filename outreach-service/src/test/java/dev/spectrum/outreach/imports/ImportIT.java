package dev.spectrum.outreach.imports;

import static dev.spectrum.outreach.Api.as;
import static dev.spectrum.outreach.Api.asMember;
import static dev.spectrum.outreach.Api.ended;
import static dev.spectrum.outreach.Api.imported;
import static dev.spectrum.outreach.Api.lead;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import dev.spectrum.outreach.Database;
import dev.spectrum.outreach.EventTopic;
import dev.spectrum.platform.testing.Catalogue;
import dev.spectrum.platform.testing.KafkaEvents;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ImportIT {

    @BeforeEach
    @AfterEach
    void nothingIsThere() {
        Database.empty();
    }

    @Test
    void whatCanBeReadGoesInAndTheRestIsReportedWithItsLineAndReason() {
        Response done = imported("""
                first_name,last_name,email,phone,company,employees,country,linkedin_url,hiring,funded_at,shoe_size
                Ann,Lee,ann@initech.test,,"Smith, Lee & ""Co"" Ltd",38,UK,,yes,2026-01-01,38
                Bob,Ray,,07700 900965,"Two
                lines",11-50,United Kingdom,,,,
                ,,,,Nobody Ltd,,,,,,
                Carl,Foe,carl(at)initech.test,,,,,,,,
                Dora,Poe,dora@initech.test,,,,,,,
                Eve,Roe,eve@initech.test,,,,,,,,,extra
                "Fay,Soe,fay@initech.test,,,,,,,,"
                Gus,Toe,gus@initech.test,12,,many,,https://x.test/gus,perhaps,soon,
                Hal,Voe,hal@initech.test,,"never closed,,,,,,

                =cmd|' /C calc'!A0,Woe,ida@initech.test,,,,,,,,
                """);

        done.then()
                .statusCode(200)
                .body("status", equalTo("completed"))
                .body("total", equalTo(10))
                .body("imported", equalTo(3))
                .body("merged", equalTo(0))
                .body("refused_count", equalTo(7))
                .body("refused.line", contains(5, 6, 7, 8, 9, 10, 11));
        assertThat(done.<List<String>>path("refused.reason"))
                .containsExactly(
                        "no name and no way to reach the lead",
                        "email is not an email address: carl(at)initech.test",
                        "10 columns where the header has 11",
                        "12 columns where the header has 11",
                        "1 column where the header has 11",
                        "phone is not a phone number: 12; employees is not a number: many; linkedin_url is not the"
                                + " address of a LinkedIn profile: https://x.test/gus; hiring is neither yes nor no:"
                                + " perhaps; funded_at is not a date such as 2026-01-31: soon",
                        "a quote is opened here and not closed");
        asMember()
                .get("/api/v1/leads?q=ann")
                .then()
                .body("items[0].company", equalTo("Smith, Lee & \"Co\" Ltd"))
                .body("items[0].country", equalTo("United Kingdom"))
                .body("items[0].employees", equalTo(38))
                .body("items[0].custom.shoe_size", equalTo("38"))
                .body("items[0].status", equalTo("scored"));
        asMember()
                .get("/api/v1/leads?q=bob")
                .then()
                .body("items[0].company", equalTo("Two lines"))
                .body("items[0].phone", equalTo("+447700900965"))
                .body("items[0].employees", equalTo(30));
        asMember().get("/api/v1/leads?q=ida@").then().body("items[0].first_name", equalTo("=cmd|' /C calc'!A0"));
    }

    @Test
    void duplicatesMergeByEmailPhoneAndLinkedIn() {
        String ann = lead(Map.of(
                "first_name", "Ann",
                "last_name", "Lee",
                "email", "ann@initech.test",
                "company", "Initech",
                "title", "Director",
                "custom", Map.of("source", "fair")));

        Response done = imported("""
                first_name,last_name,email,phone,company,title,linkedin_url,source
                Ann,Lee, ANN@Initech.TEST ,+44 7700 900322,,CEO,,
                Ann,Lee,,0044 (0)7700900322,Initech Ltd,,https://LinkedIn.com/in/Example-Ann/,webinar
                A.,Lee,,,,,uk.linkedin.com/in/example-ann?trk=x,
                Bob,Ray,bob@initech.test,+44 7700 900322,,,,
                Bob,Ray,BOB@initech.test,,Globex,,,
                """);

        done.then().body("imported", equalTo(1)).body("merged", equalTo(4)).body("total", equalTo(5));
        asMember()
                .get("/api/v1/leads/" + ann)
                .then()
                .body("first_name", equalTo("A."))
                .body("email", equalTo("ann@initech.test"))
                .body("phone", equalTo("+447700900322"))
                .body("company", equalTo("Initech Ltd"))
                .body("title", equalTo("CEO"))
                .body("linkedin_url", equalTo("https://www.linkedin.com/in/example-ann"))
                .body("custom.source", equalTo("webinar"))
                .body("authority.points", equalTo(25));
        asMember().get("/api/v1/leads").then().body("items.size()", equalTo(2));
        asMember()
                .get("/api/v1/leads/" + ann + "/timeline")
                .then()
                .body(
                        "items.type",
                        contains(
                                "lead_scored",
                                "lead_merged",
                                "lead_merged",
                                "lead_merged",
                                "lead_scored",
                                "lead_created"))
                .body("items[1].details.matched_by", equalTo("linkedin_url"))
                .body("items[2].details.matched_by", equalTo("phone"))
                .body("items[3].details.matched_by", equalTo("email"))
                .body("items[3].details.line", equalTo(2));
    }

    @Test
    void anAddressThatALeadGivesUpMayBeTheNextOnes() {
        lead(Map.of("first_name", "Ann", "email", "sales@initech.test", "linkedin_url", "in/example-ann"));
        imported("""
                first_name,email,linkedin_url
                Ann,ann@initech.test,in/example-ann
                Bob,sales@initech.test,
                """).then().body("merged", equalTo(1)).body("imported", equalTo(1));
    }

    @Test
    void theSameFileAgainAddsNobody() {
        String file = "email,first_name\nann@initech.test,Ann\nbob@initech.test,Bob\n";
        imported(file).then().body("imported", equalTo(2));
        imported(file).then().body("imported", equalTo(0)).body("merged", equalTo(2));
    }

    @Test
    void everyLeadIsTold() {
        String id = imported("email,title\nann@initech.test,CEO\nann@initech.test,CEO\n")
                .path("id");
        String lead = asMember().get("/api/v1/leads").path("items[0].id");
        try (KafkaEvents events = KafkaEvents.of("spectrum.outreach.events")) {
            var told = events.await(2, event -> event.subject().equals(lead));
            assertThat(told)
                    .extracting(event -> event.type().replaceAll("dev.spectrum.outreach.|.v1", ""))
                    .containsExactly("lead.imported", "lead.imported");
            assertThat(told.getFirst().data().get("als_score").asInt()).isEqualTo(40);
            assertThat(told.getFirst().data().get("als_tier").asText()).isEqualTo("cool");
            assertThat(told)
                    .extracting(event -> event.data().get("merged").asBoolean())
                    .containsExactly(false, true);
            assertThat(told.getFirst().data().get("import_id").asText()).isEqualTo(id);
        }
    }

    @Test
    void aMappingAndAListGoWithTheFile() {
        imported(
                        "Firma;Post;Notiz\nMüller;a@initech.test;x\n".getBytes(StandardCharsets.ISO_8859_1),
                        Map.of("mapping", "{\"Firma\":\"company\",\"Post\":\"email\",\"Notiz\":null}", "list", "Messe"))
                .then()
                .body("imported", equalTo(1));
        asMember()
                .queryParam("list", "Messe")
                .get("/api/v1/leads")
                .then()
                .body("items[0].company", equalTo("Müller"))
                .body("items[0].custom", equalTo(Map.of()));
    }

    @Test
    void aWrongMappingIsRefusedAtOnce() {
        upload("email\na@x.test\n")
                .multiPart("mapping", "{\"Firma\":\"shoe\",\"a/b\":1}")
                .post("/api/v1/leads/import")
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/mapping/Firma", "/mapping/a~1b"));
        upload("email\na@x.test\n")
                .multiPart("mapping", "[1")
                .post("/api/v1/leads/import")
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/mapping"));
    }

    @Test
    void aFileWithoutAUsableHeaderFailsWithAReason() {
        imported("company,city\nInitech,Leeds\n")
                .then()
                .body("status", equalTo("failed"))
                .body("total", equalTo(0))
                .body("reason", containsString("email"));
        imported("").then().body("status", equalTo("failed")).body("reason", equalTo("The file is empty."));
        imported(new byte[] {'P', 'K', 3, 4, 0, 0, (byte) 0x8f, '\n', 1}, Map.of())
                .then()
                .body("status", equalTo("failed"));
    }

    @Test
    void aRequestWithoutAFileIsRefused() {
        asMember()
                .contentType(ContentType.MULTIPART)
                .multiPart("list", "Fair")
                .post("/api/v1/leads/import")
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/file"));
        asMember().body("{}").post("/api/v1/leads/import").then().statusCode(415);
    }

    @Test
    void aFileThatIsTooLargeIsRefused() {
        upload("email\n" + "a".repeat(3 * 1024 * 1024))
                .post("/api/v1/leads/import")
                .then()
                .statusCode(413)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:spectrum:problem:file-too-large"));
    }

    @Test
    void onlyAFileMayBeLarge() {
        asMember()
                .body("{\"first_name\": \"" + "a".repeat(1 << 20) + "\"}")
                .post("/api/v1/leads")
                .then()
                .statusCode(413);
    }

    @Test
    void aRepeatedPostWithItsKeyStartsNothingNew() {
        Response first = upload("email\nann@x.test\n")
                .header("Idempotency-Key", "import-1")
                .post("/api/v1/leads/import");
        first.then().statusCode(202).header("Location", endsWith("/api/v1/leads/imports/" + first.path("id")));
        ended(first.path("id"));
        upload("email\nann@x.test\n")
                .header("Idempotency-Key", "import-1")
                .post("/api/v1/leads/import")
                .then()
                .statusCode(202)
                .body("id", equalTo(first.path("id")));
        upload("email\nbob@x.test\n")
                .header("Idempotency-Key", "import-1")
                .post("/api/v1/leads/import")
                .then()
                .statusCode(422);
        assertThat(Database.query("select id from lead_import")).hasSize(1);
    }

    @Test
    void tenThousandRowsAreInWithinSecondsAndShowTheirProgress() {
        StringBuilder file =
                new StringBuilder("first_name,last_name,email,phone,title,company,employees,country,source\n");
        for (int i = 0; i < 10_000; i++) {
            file.append("Ann,Lee")
                    .append(i)
                    .append(",ann")
                    .append(i)
                    .append("@initech.test,,CEO,\"Initech, Ltd\",")
                    .append(i % 300)
                    .append(",Germany,fair\n");
        }
        Instant began = Instant.now();
        String id = upload(file.toString()).post("/api/v1/leads/import").path("id");
        boolean progressShowed = false;
        Response seen = asMember().get("/api/v1/leads/imports/" + id);
        while (seen.path("status").equals("running")) {
            int total = seen.path("total");
            progressShowed |= total > 0 && total < 10_000;
            seen = asMember().get("/api/v1/leads/imports/" + id);
        }
        Duration took = Duration.between(began, Instant.now());

        seen.then().body("status", equalTo("completed")).body("imported", equalTo(10_000));
        assertThat(progressShowed).isTrue();
        assertThat(took).isLessThan(Duration.ofSeconds(60));
        // Nobody waits for the twenty thousand events of this.
        Database.empty();
        EventTopic.forget();
    }

    @Test
    void anImportWhoseWorkerDiedGoesOnWhereItStoppedAndTakesNothingMoreFromItsGhost() throws Exception {
        UUID id = UUID.randomUUID();
        String ghost = UUID.randomUUID().toString();
        // Three rows are in; whoever had them died, and its lease has ended.
        begun(
                id,
                "email,first_name\nann@x.test,Ann\nbob@x.test,Bob\ncleo@x.test,Cleo\ndora@x.test,Dora\nbroken,Eve\n",
                "through_line = 4, imported = 3, total = 3, claimed_by = '" + ghost + "'");

        ended(id.toString())
                .then()
                .body("status", equalTo("completed"))
                .body("imported", equalTo(4))
                .body("refused.line", contains(6))
                .body("total", equalTo(5));

        assertThat(Database.query("select email from lead order by 1")).containsExactly("dora@x.test");
        assertThat(Database.query("select count(*) from lead_import_chunk")).containsExactly("0");
        assertThat(Database.query("select claimed_by from lead_import")).doesNotContain(ghost);
    }

    @Test
    void anImportThatSomebodyIsAtIsLeftAloneAndItsTenantsNextOneWaits() {
        UUID id = UUID.randomUUID();
        begun(id, "email\nann@x.test\n", "claimable_at = now() + interval '20 seconds'");
        String next = upload("email\nbob@x.test\n").post("/api/v1/leads/import").path("id");

        assertThat(Database.query("select count(*) from claim_lead_import(gen_random_uuid())"))
                .containsExactly("0");
        asMember().get("/api/v1/leads/imports/" + id).then().body("status", equalTo("running"));

        asMember()
                .post("/api/v1/leads/imports/" + id + "/cancel")
                .then()
                .statusCode(200)
                .body("status", equalTo("cancelled"));
        ended(next).then().body("status", equalTo("completed"));
        assertThat(Database.query("select email from lead")).containsExactly("bob@x.test");
        assertThat(Database.query("select count(*) from lead_import_chunk")).containsExactly("0");
        asMember()
                .post("/api/v1/leads/imports/" + next + "/cancel")
                .then()
                .statusCode(200)
                .body("status", equalTo("completed"));
    }

    @Test
    void anImportThatFailsAgainAndAgainAtTheSamePlaceEnds() {
        UUID id = UUID.randomUUID();
        begun(id, "email\nann@x.test\n", "attempts = 5");
        ended(id.toString())
                .then()
                .body("status", equalTo("failed"))
                .body("reason", containsString("What was read before is in"));
    }

    /** An import as another process took it. */
    private static void begun(UUID id, String csv, String state) {
        Database.execute("""
                insert into lead_import (tenant_id, id, file_name, status, total, imported, merged, refused, reason, created_at,
                    bytes)
                values ('%1$s', '%2$s', 'x.csv', 'running', 0, 0, 0, 0, '', now(), 1);
                insert into lead_import_chunk values ('%1$s', '%2$s', 0, convert_to('%3$s', 'UTF8'));
                update lead_import set %4$s where id = '%2$s'
                """.formatted(TestUser.ACME, id, csv, state));
    }

    @Test
    void onlySoManyFilesOfATenantWait() {
        for (int i = 0; i < 10; i++) {
            begun(UUID.randomUUID(), "email\n", "claimable_at = now() + interval '20 seconds'");
        }
        upload("email\nann@x.test\n")
                .post("/api/v1/leads/import")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:spectrum:problem:too-many-imports"));
        asMember().get("/api/v1/leads/imports?limit=3").then().body("items.size()", equalTo(3));
    }

    @Test
    void theRefusedRowsCanBeMendedInASpreadsheetAndSentAgain() {
        String id = imported("email,company,phone\nann(at)x.test,=1+1,+14155550100\nbob@x.test,\"A, B\"\n")
                .path("id");

        Response report = asMember().get("/api/v1/leads/imports/" + id + "/refused");

        report.then()
                .statusCode(200)
                .contentType("text/csv")
                .header("Content-Disposition", containsString("refused-" + id + ".csv"));
        assertThat(report.asString()).isEqualTo("""
                line,reason,email,company,phone\r
                2,email is not an email address: ann(at)x.test,ann(at)x.test,'=1+1,'+14155550100\r
                3,2 columns where the header has 3,bob@x.test,"A, B"\r
                """);
        imported(
                        report.asString().replace("(at)", "@").getBytes(StandardCharsets.UTF_8),
                        Map.of("mapping", "{\"line\":null,\"reason\":null}"))
                .then()
                .body("imported", equalTo(1));
        asMember()
                .get("/api/v1/leads")
                .then()
                .body("items[0].company", equalTo("=1+1"))
                .body("items[0].phone", equalTo("+14155550100"));
    }

    @Test
    void theServicesRoleCanNotSayWhoseImportItTakesNorForHowLong() throws SQLException {
        try (Connection app = Catalogue.asApp();
                Statement statement = app.createStatement()) {
            assertThatThrownBy(() -> statement.execute("select claim_lead_import(gen_random_uuid(), interval '1 day')"))
                    .hasMessageContaining("does not exist");
            statement.execute("select claim_lead_import(gen_random_uuid())");
        }
    }

    @Test
    void twoImportsAtOnceBringNobodyInTwice() {
        StringBuilder file = new StringBuilder("email,first_name\n");
        for (int i = 0; i < 2000; i++) {
            file.append("ann").append(i).append("@initech.test,Ann\n");
        }
        String one = upload(file.toString()).post("/api/v1/leads/import").path("id");
        String other = upload(file.toString()).post("/api/v1/leads/import").path("id");

        int imported = ended(one).<Integer>path("imported") + ended(other).<Integer>path("imported");
        int merged = ended(one).<Integer>path("merged") + ended(other).<Integer>path("merged");

        assertThat(imported).isEqualTo(2000);
        assertThat(merged).isEqualTo(2000);
    }

    @Test
    void aViewerMayLookAndNotImport() {
        String id = imported("email\nann@x.test\n").path("id");
        as(TestUser.ACME_VIEWER).get("/api/v1/leads/imports/" + id).then().statusCode(200);
        as(TestUser.ACME_VIEWER)
                .contentType(ContentType.MULTIPART)
                .multiPart("file", "leads.csv", "email\nx@x.test\n".getBytes(StandardCharsets.UTF_8), "text/csv")
                .post("/api/v1/leads/import")
                .then()
                .statusCode(403);
    }

    private static RequestSpecification upload(String file) {
        return asMember()
                .contentType(ContentType.MULTIPART)
                .multiPart("file", "leads.csv", file.getBytes(StandardCharsets.UTF_8), "text/csv");
    }
}
