package dev.spectrum.outreach.changes;

import static dev.spectrum.outreach.Api.as;
import static dev.spectrum.outreach.Api.asAdmin;
import static dev.spectrum.outreach.Api.asMember;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.outreach.Api;
import dev.spectrum.outreach.Database;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ChangesIT {

    private static final String MEMBER = TestUser.ACME_MEMBER.subject();
    private static final String ADMIN = TestUser.ACME_ADMIN.subject();

    @BeforeEach
    void nothingIsThere() {
        Database.empty();
    }

    @Test
    void whoChangedASenderIsWrittenDownWithWhatItWas() {
        String sender = Api.sender(Map.of("address", "sam@acme.test", "name", "Sam Rivers"));
        asAdmin()
                .body(Map.of("channel", "email", "address", "sam@acme.test", "name", "Sam", "daily_limit", 10))
                .put("/api/v1/senders/" + sender)
                .then()
                .statusCode(200);
        asAdmin().delete("/api/v1/senders/" + sender).then().statusCode(204);

        JsonPath changes = changes("entity=sender&entity_id=" + sender);

        assertThat(changes.getList("items.operation")).containsExactly("delete", "update", "create");
        assertThat(changes.getList("items.actor")).containsOnly(ADMIN);
        assertThat(changes.getString("items[1].before.name")).isEqualTo("Sam Rivers");
        assertThat(changes.getString("items[1].after.name")).isEqualTo("Sam");
    }

    @Test
    void launchingACampaignIsAChangeAndPlanningItsTouchesIsNone() {
        Api.lead("Ann", "ann@initech.test");
        String campaign = Api.launched(Api.campaign(Api.sender("sam@acme.test"), Map.of()));
        // As planning does it.
        Database.execute("update campaign set planning = false, planned_touches = 1");
        asMember().post("/api/v1/campaigns/" + campaign + "/pause").then().statusCode(200);

        JsonPath changes = changes("entity=campaign&entity_id=" + campaign);

        assertThat(changes.getList("items.operation")).containsExactly("update", "update", "create");
        assertThat(changes.getList("items.actor")).containsOnly(MEMBER);
        assertThat(changes.getString("items[1].before.status")).isEqualTo("draft");
        assertThat(changes.getString("items[1].after.status")).isEqualTo("running");
        assertThat(changes.getString("items[0].after.status")).isEqualTo("paused");
    }

    @Test
    void aLeadEditedByHandIsInTheLogAndAnImportedOneIsNot() {
        Api.imported("email,title\nann@initech.test,CEO\nben@initech.test,CTO\n");
        assertThat(changes("entity=lead").getList("items")).isEmpty();

        String lead = asMember().get("/api/v1/leads").path("items.find { it.email == 'ann@initech.test' }.id");
        asMember()
                .body(Map.of("email", "ann@initech.test", "title", "Chairwoman"))
                .put("/api/v1/leads/" + lead)
                .then()
                .statusCode(200);
        String made = Api.lead("Cleo", "cleo@initech.test");
        asMember().delete("/api/v1/leads/" + made).then().statusCode(204);

        JsonPath changes = changes("entity=lead");
        assertThat(changes.getList("items.operation")).containsExactly("delete", "create", "update");
        assertThat(changes.getList("items.actor")).containsOnly(MEMBER);
        assertThat(changes.getString("items[2].before.title")).isEqualTo("CEO");
        assertThat(changes.getString("items[2].after.title")).isEqualTo("Chairwoman");
        Api.imported("email,title\nann@initech.test,Owner\n");
        assertThat(changes("entity=lead").getList("items")).hasSize(3);
    }

    @Test
    void whoIsSuppressedAndByWhomIsWrittenDown() {
        Map<String, Object> suppression = Map.of("channel", "email", "address", "ann@initech.test", "reason", "asked");
        String id = Api.created(asMember().body(suppression).post("/api/v1/suppressions"));
        asAdmin().delete("/api/v1/suppressions/" + id).then().statusCode(204);

        JsonPath changes = changes("entity=suppression&entity_id=" + id);

        assertThat(changes.getList("items.operation")).containsExactly("delete", "create");
        assertThat(changes.getList("items.actor")).containsExactly(ADMIN, MEMBER);
        assertThat(changes.getString("items[1].after.value")).isEqualTo("ann@initech.test");
        assertThat(changes("actor=" + MEMBER).getList("items")).hasSize(1);
    }

    @Test
    void anotherTenantsChangesAreNotShown() {
        Api.sender("sam@acme.test");
        as(TestUser.GLOBEX_OWNER)
                .get("/api/v1/changes/outreach")
                .then()
                .statusCode(200)
                .body("items", org.hamcrest.Matchers.empty());
    }

    private static JsonPath changes(String query) {
        return asAdmin()
                .get("/api/v1/changes/outreach?" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
