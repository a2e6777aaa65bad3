package dev.spectrum.outreach.suppressions;

import static dev.spectrum.outreach.Api.as;
import static dev.spectrum.outreach.Api.asAdmin;
import static dev.spectrum.outreach.Api.asMember;
import static dev.spectrum.outreach.Api.created;
import static dev.spectrum.outreach.Api.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.spectrum.outreach.Database;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many at once, and those that hold for all tenants. */
@QuarkusTest
class SuppressionFileIT {

    @BeforeEach
    void nobodyIsSuppressed() {
        Database.empty();
    }

    @Test
    void importsAFileAndSaysWhatItCouldNotRead() {
        load("\uFEFFaddress,reason\nAnn@Initech.test,asked by phone\nevil.test,\nnobody@,x\n\n\"bob@initech.test\",\"a \"\"b\"\"\"\nann@initech.test,twice\n")
                .statusCode(200)
                .body("added", equalTo(3))
                .body("known", equalTo(0))
                .body("refused.line", contains(4));
        load("ann@initech.test\ncleo@initech.test").body("added", equalTo(1)).body("known", equalTo(1));
        get("/api/v1/suppressions").then().body("items", hasSize(4)).body("items[3].reason", equalTo("asked by phone"));
        asAdmin()
                .get("/api/v1/changes/outreach?entity=suppression")
                .then()
                .body("items", hasSize(4))
                .body("items[0].operation", equalTo("create"));
    }

    @Test
    void whatIsExportedCanBeImportedAndRunsInNoSpreadsheet() {
        load("ann@initech.test,=HYPERLINK(1)\nx.test,\"a \"\"b\"\"\"").statusCode(200);
        String csv = get("/api/v1/suppressions/export")
                .then()
                .statusCode(200)
                .contentType("text/csv")
                .extract()
                .asString();
        assertThat(csv)
                .startsWith("value,reason,created_by,created_at\n")
                .contains("\"ann@initech.test\",\"'=HYPERLINK(1)\"")
                .contains("\"x.test\",\"a \"\"b\"\"\"");
        load(csv).body("known", equalTo(2)).body("refused", hasSize(0));
    }

    @Test
    void aFileWithoutEndIsRefused() {
        load("x".repeat(5_000_001)).statusCode(413);
        load("\"never closed\nann@initech.test").statusCode(200).body("added", equalTo(0));
    }

    @Test
    void whatIsSuppressedForAllHoldsForEveryTenantAndOnlyThePlatformSaysSo() {
        Map<String, String> body = Map.of("address", "Complainer@initech.test", "reason", "complaint");
        as(TestUser.ACME_OWNER)
                .body(body)
                .post("/api/v1/suppressions/global")
                .then()
                .statusCode(403);
        String id = created(as(TestUser.ROOT).body(body).post("/api/v1/suppressions/global"));
        as(TestUser.ROOT)
                .body(body)
                .post("/api/v1/suppressions/global")
                .then()
                .statusCode(200)
                .body("id", equalTo(id));
        as(TestUser.ROOT)
                .get("/api/v1/suppressions/global")
                .then()
                .body("items.address", contains("complainer@initech.test"));
        get("/api/v1/suppressions").then().body("items", hasSize(0));
        as(TestUser.ROOT).delete("/api/v1/suppressions/global/" + id).then().statusCode(204);
        as(TestUser.ROOT).delete("/api/v1/suppressions/global/" + id).then().statusCode(404);
    }

    @Test
    void aFileIsImportedForAllTenantsByThePlatformAloneAndKeepsWhoDidIt() {
        String csv = "address,reason\nTrap@initech.test,a spam trap\nevil.test\nnobody@\n";
        globally(TestUser.ACME_OWNER, "", csv).statusCode(403);
        globally(TestUser.ROOT, "", csv)
                .statusCode(200)
                .body("added", equalTo(2))
                .body("known", equalTo(0))
                .body("refused.line", contains(4));
        globally(TestUser.ROOT, "", csv).body("added", equalTo(0)).body("known", equalTo(2));
        globally(TestUser.ROOT, "?channel=sms", "'+44 7700 900123,\"asked\"\n12345\n")
                .body("added", equalTo(1))
                .body("refused.line", contains(2));
        globally(TestUser.ROOT, "?channel=mail", csv).statusCode(400).body("errors[0].pointer", equalTo("?channel"));
        String trap = as(TestUser.ROOT)
                .get("/api/v1/suppressions/global")
                .then()
                .body("items.created_by.unique()", contains(TestUser.ROOT.subject()))
                .extract()
                .path("items.find { it.address == 'trap@initech.test' }.id");
        as(TestUser.ROOT).delete("/api/v1/suppressions/global/" + trap).then().statusCode(204);
        assertThat(Database.query(
                        "select created_by || ' ' || deleted_by from global_suppression where deleted_at is not null"))
                .containsExactly(TestUser.ROOT.subject() + " " + TestUser.ROOT.subject());
        globally(TestUser.ROOT, "", csv).body("added", equalTo(1)).body("known", equalTo(1));
    }

    @Test
    void numbersAreExportedAndImportedByTheirChannel() {
        asMember()
                .body(Map.of("channel", "sms", "address", "+44 7700 900123", "reason", "asked"))
                .post("/api/v1/suppressions")
                .then()
                .statusCode(201)
                .body("address", equalTo("+447700900123"));
        load("ann@initech.test").body("added", equalTo(1));
        String csv =
                get("/api/v1/suppressions/export?channel=sms").then().extract().asString();
        assertThat(csv).contains("\"'+447700900123\"").doesNotContain("ann@");
        asMember()
                .contentType("text/csv; charset=utf-8")
                .body(csv)
                .post("/api/v1/suppressions/import?channel=sms")
                .then()
                .body("known", equalTo(1))
                .body("refused", hasSize(0));
    }

    private static ValidatableResponse globally(TestUser who, String query, String csv) {
        return as(who).contentType("text/csv; charset=utf-8")
                .body(csv)
                .post("/api/v1/suppressions/global/import" + query)
                .then();
    }

    private static ValidatableResponse load(String csv) {
        return asMember()
                .contentType("text/csv; charset=utf-8")
                .body(csv)
                .post("/api/v1/suppressions/import")
                .then();
    }
}
