package dev.spectrum.outreach;

import static dev.spectrum.outreach.Api.as;
import static dev.spectrum.outreach.Api.asMember;
import static dev.spectrum.outreach.Api.campaign;
import static dev.spectrum.outreach.Api.created;
import static dev.spectrum.outreach.Api.imported;
import static dev.spectrum.outreach.Api.lead;
import static dev.spectrum.outreach.Api.sender;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import dev.spectrum.platform.testing.Catalogue;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TenantIsolationIT {

    private static final Map<String, Object> LEAD = Map.of("first_name", "Ann", "email", "ann@initech.test");

    private static final String TOKEN = "t".repeat(43);

    private String lead;
    private String sender;
    private String campaign;
    private String suppression;
    private String leadImport;
    private final UUID touch = UUID.randomUUID();

    @BeforeEach
    void acmeHasSomethingOfEverything() {
        Database.empty();
        lead = lead("Ann", "ann@initech.test");
        sender = sender("sam@acme.test");
        campaign = created(asMember().body(campaign(sender, Map.of())).post("/api/v1/campaigns"));
        suppression = created(asMember().body(Map.of("domain", "x.test")).post("/api/v1/suppressions"));
        leadImport = imported("email\nbob@initech.test,\n").path("id");
        Database.execute("""
                set app.tenant_id = '%1$s';
                insert into tenant_profile values ('%1$s', 'Acme', '', '{}', false, 0) on conflict do nothing;
                insert into limit_use values ('%1$s', 'sender:x', now(), 1);
                insert into sender_wake values ('%1$s', '%2$s');
                insert into account values ('%1$s', 'active', 1, 0, 0) on conflict do nothing;
                set app.tenant_id = '%1$s';
                insert into tracking_key values ('%1$s', '\\x00');
                insert into text_template values ('%1$s', '%2$s', 'x', 'email', 's', 'b', 0, now(), now(), null);
                insert into approval values ('%1$s', '%2$s', '%2$s', '%2$s', 0, 'email', 'a@x.test', 'co_pilot', 'pending',
                    's', 'b', false, '', '', null, now(), now(), now(), 0);
                insert into touch_text values ('%1$s', '%2$s', '%2$s', 'sales', 1, 'run', 's', 'b', '{}', now());
                insert into lead_list (tenant_id, name) values ('%1$s', 'Fair');
                insert into lead_list_member values ('%1$s', '%2$s', '%2$s');
                insert into lead_note values ('%1$s', '%2$s', '%2$s', 'Call her.', 'somebody', 0, now(), now());
                insert into lead_erasure values ('%1$s', '%2$s', 'somebody');
                insert into lead_import_chunk values ('%1$s', '%2$s', 0, 'email');
                insert into score_weights values ('%1$s', 20, 25, 25, 15, 15);
                insert into unsubscribe_link values ('%1$s', '%3$s', '%2$s', '%2$s', 'email', 'ann@initech.test', now());
                insert into touch (tenant_id, id, campaign_id, step, lead_id, sender_id, channel, status, due_at,
                    claimable_at, attempts, uncertain, code, reason, message_id, variant, version, created_at, updated_at)
                values ('%1$s', '%2$s', '%2$s', 0, '%2$s', '%2$s', 'email', 'skipped', now(), now(), 0, 0, '', '', '', 'a', 0,
                    now(), now())
                """.formatted(TestUser.ACME, touch, TOKEN));
    }

    @Test
    void nothingOfAnotherTenantExists() {
        for (String path : List.of(
                "/api/v1/leads/" + lead,
                "/api/v1/leads/" + lead + "/timeline",
                "/api/v1/leads/" + lead + "/notes",
                "/api/v1/leads/" + lead + "/data",
                "/api/v1/leads/imports/" + leadImport + "/refused",
                "/api/v1/leads/imports/" + leadImport,
                "/api/v1/senders/" + sender,
                "/api/v1/campaigns/" + campaign,
                "/api/v1/campaigns/" + campaign + "/touches",
                "/api/v1/suppressions/" + suppression,
                "/api/v1/templates/" + touch,
                "/api/v1/campaigns/" + campaign + "/preflight",
                "/api/v1/approvals/" + touch)) {
            as(TestUser.GLOBEX_OWNER).get(path).then().statusCode(404).contentType("application/problem+json");
        }
        for (String path : List.of(
                "/api/v1/leads",
                "/api/v1/senders",
                "/api/v1/campaigns",
                "/api/v1/suppressions",
                "/api/v1/touches",
                "/api/v1/approvals",
                "/api/v1/templates",
                "/api/v1/activities")) {
            as(TestUser.GLOBEX_OWNER).get(path).then().statusCode(200).body("items", empty());
        }
        as(TestUser.GLOBEX_OWNER)
                .get("/api/v1/activities?lead_id=" + lead)
                .then()
                .body("items", empty());
    }

    @Test
    void nothingOfAnotherTenantCanBeChanged() {
        Map<String, Object> senderBody = Map.of("channel", "email", "address", "sam@acme.test");
        as(TestUser.GLOBEX_OWNER).body(LEAD).put("/api/v1/leads/" + lead).then().statusCode(404);
        as(TestUser.GLOBEX_OWNER).delete("/api/v1/leads/" + lead).then().statusCode(404);
        as(TestUser.GLOBEX_OWNER)
                .delete("/api/v1/leads/" + lead + "/data")
                .then()
                .statusCode(404);
        as(TestUser.GLOBEX_OWNER)
                .post("/api/v1/leads/imports/" + leadImport + "/cancel")
                .then()
                .statusCode(404);
        as(TestUser.GLOBEX_OWNER)
                .body(senderBody)
                .put("/api/v1/senders/" + sender)
                .then()
                .statusCode(404);
        as(TestUser.GLOBEX_OWNER).delete("/api/v1/senders/" + sender).then().statusCode(404);
        as(TestUser.GLOBEX_OWNER)
                .delete("/api/v1/suppressions/" + suppression)
                .then()
                .statusCode(404);
        Map<String, Object> body = campaign(sender, Map.of());
        body.put("sender_ids", List.of());
        as(TestUser.GLOBEX_OWNER)
                .body(body)
                .put("/api/v1/campaigns/" + campaign)
                .then()
                .statusCode(404);
        for (String action : List.of("approve", "send", "done")) {
            as(TestUser.GLOBEX_OWNER)
                    .post("/api/v1/approvals/" + touch + "/" + action)
                    .then()
                    .statusCode(404);
        }
        as(TestUser.GLOBEX_OWNER)
                .get("/api/v1/outreach-settings")
                .then()
                .statusCode(200)
                .body("postal_address", equalTo(""));
        for (String action : List.of("launch", "pause", "resume")) {
            as(TestUser.GLOBEX_OWNER)
                    .post("/api/v1/campaigns/" + campaign + "/" + action)
                    .then()
                    .statusCode(404);
        }
    }

    @Test
    void twoTenantsMayKnowTheSamePerson() {
        as(TestUser.GLOBEX_OWNER).body(LEAD).post("/api/v1/leads").then().statusCode(201);
        as(TestUser.GLOBEX_OWNER)
                .body(Map.of("channel", "email", "address", "sam@acme.test"))
                .post("/api/v1/senders")
                .then()
                .statusCode(201);
    }

    @Test
    void whoIsNotSignedInSeesNothingButTheUnsubscribePage() {
        for (String path : List.of(
                "/api/v1/leads",
                "/api/v1/leads/imports/" + leadImport,
                "/api/v1/senders",
                "/api/v1/campaigns",
                "/api/v1/suppressions",
                "/api/v1/activities")) {
            given().get(path).then().statusCode(401).contentType("application/problem+json");
        }
        given().get("/unsubscribe/" + TOKEN).then().statusCode(200);
    }

    @Test
    void theServicesRoleSeesNothingWithoutATenantAndNothingOfAnother() throws SQLException {
        List<String> tables = tenantTables();
        assertThat(tables).hasSize(26);
        try (Connection app = Catalogue.asApp();
                Statement sql = app.createStatement()) {
            for (String table : tables) {
                app.setAutoCommit(false);
                assertThat(count(sql, table)).as("%s without a tenant", table).isZero();
                sql.execute("set local app.tenant_id = '" + TestUser.GLOBEX + "'");
                assertThat(count(sql, table)).as("%s as another tenant", table).isZero();
                sql.execute("set local app.tenant_id = '" + TestUser.ACME + "'");
                assertThat(count(sql, table)).as("%s as its own tenant", table).isPositive();
                app.rollback();
            }
        }
    }

    @Test
    void theServicesRoleWritesNothingForAnotherTenant() throws SQLException {
        try (Connection app = Catalogue.asApp();
                Statement sql = app.createStatement()) {
            sql.execute("set app.tenant_id = '" + TestUser.GLOBEX + "'");
            assertThat(sql.executeUpdate("update lead set first_name = 'Eve'")).isZero();
            assertThat(sql.executeUpdate("update campaign set status = 'running'"))
                    .isZero();
            assertThatThrownBy(() ->
                            sql.executeUpdate("insert into limit_use values ('" + TestUser.ACME + "', 'x', now(), 0)"))
                    .hasMessageContaining("row-level security");
            assertThatThrownBy(() -> sql.executeUpdate("delete from lead")).hasMessageContaining("permission denied");
            assertThatThrownBy(() -> sql.execute("truncate lead")).hasMessageContaining("permission denied");
        }
    }

    @Test
    void whatLooksAcrossTenantsGivesIdsOnly() throws SQLException {
        try (Connection app = Catalogue.asApp();
                Statement sql = app.createStatement()) {
            for (String function : List.of(
                    "tenants_with_due_touches(1)",
                    "unknown_touches(1, interval '1 second', interval '1 day')",
                    "campaigns_to_plan(1)",
                    "claim_lead_import(gen_random_uuid())",
                    "claim_rescoring()",
                    "expired_approvals(1)")) {
                try (ResultSet rows = sql.executeQuery("select * from " + function)) {
                    for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                        assertThat(rows.getMetaData().getColumnTypeName(column)).isEqualTo("uuid");
                    }
                }
            }
        }
    }

    private static List<String> tenantTables() {
        List<String> tables =
                new ArrayList<>(Database.query("select tablename from pg_tables where schemaname = 'outreach'"
                        + " and tablename not in ('flyway_schema_history', 'inbox', 'idempotency', 'outbox',"
                        + " 'change_log', 'global_suppression')"));
        tables.sort(String::compareTo);
        return tables;
    }

    private static int count(Statement sql, String table) throws SQLException {
        try (ResultSet rows = sql.executeQuery("select count(*) from " + table)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
