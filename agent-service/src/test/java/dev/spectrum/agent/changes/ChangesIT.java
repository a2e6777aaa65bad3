package dev.spectrum.agent.changes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import dev.spectrum.agent.TenantsForTests;
import dev.spectrum.platform.testing.Catalogue;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ChangesIT {

    @BeforeEach
    void tenantsExist() {
        TenantsForTests.exist();
    }

    @Test
    void aThingsWholeStoryIsTold() {
        Map<String, Object> agent = new LinkedHashMap<>(
                Map.of("name", "Story", "role", "story-" + UUID.randomUUID(), "system_prompt", "You tell stories."));
        String id = as(TestUser.ACME_ADMIN)
                .body(agent)
                .post("/api/v1/agents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        agent.put("name", "Tale");
        as(TestUser.ACME_OWNER).body(agent).put("/api/v1/agents/" + id).then().statusCode(200);
        as(TestUser.ACME_ADMIN).delete("/api/v1/agents/" + id).then().statusCode(204);

        JsonPath changes = changes("entity=agent&entity_id=" + id);

        assertThat(changes.getList("items.operation")).containsExactly("delete", "update", "create");
        assertThat(changes.getList("items.actor"))
                .containsExactly(
                        TestUser.ACME_ADMIN.subject(), TestUser.ACME_OWNER.subject(), TestUser.ACME_ADMIN.subject());
        assertThat(changes.getMap("items[1].before"))
                .containsEntry("name", "Story")
                .doesNotContainKey("role");
        assertThat(changes.getMap("items[1].after"))
                .containsEntry("name", "Tale")
                .doesNotContainKey("role");
        assertThat(changes.getMap("items[2].before")).isEmpty();
        assertThat(changes.getString("items[2].after.system_prompt")).isEqualTo("You tell stories.");
        assertThat(changes.getString("items[0].after.deleted_at")).isNotNull();
    }

    @Test
    void aChangeOfWhatStaysTheSameIsNone() {
        String etag = as(TestUser.ACME_VIEWER).get("/api/v1/company").header("ETag");
        Map<String, String> company = Map.of("name", "Acme Corp", "industry", "Same-" + UUID.randomUUID());
        as(TestUser.ACME_ADMIN)
                .header("If-Match", etag)
                .body(company)
                .put("/api/v1/company")
                .then()
                .statusCode(200);
        int before = changes("entity=tenant&limit=200").getList("items").size();
        as(TestUser.ACME_ADMIN).body(company).put("/api/v1/company").then().statusCode(200);
        assertThat(changes("entity=tenant&limit=200").getList("items")).hasSize(before);
    }

    @Test
    void theLogComesInPagesAndByUser() {
        for (int i = 0; i < 3; i++) {
            as(TestUser.ACME_OWNER)
                    .body(Map.of("name", "Acme Corp", "industry", "Paged-" + i + UUID.randomUUID()))
                    .put("/api/v1/company")
                    .then()
                    .statusCode(200);
        }
        String query = "entity=tenant&limit=2&actor=" + TestUser.ACME_OWNER.subject();
        JsonPath first = changes(query);
        JsonPath second = changes(query + "&cursor=" + first.getString("next"));

        assertThat(first.getList("items")).hasSize(2);
        assertThat(first.getString("items[0].after.company_industry")).startsWith("Paged-2");
        assertThat(second.getString("items[0].after.company_industry")).startsWith("Paged-0");
        as(TestUser.ACME_ADMIN).get("/api/v1/changes?actor=nobody").then().body("items", equalTo(List.of()));
        as(TestUser.ACME_ADMIN).get("/api/v1/changes?cursor=bm8").then().statusCode(400);
    }

    @Test
    void ofAUsersOwnValueTheLogSaysThatItChangedAndNotWhatItIs() {
        String broker = as(TestUser.ACME_MEMBER)
                .body(Map.of("name", "Private " + UUID.randomUUID()))
                .post("/api/v1/brokers")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        String values = "/api/v1/brokers/" + broker + "/values";
        for (String value : List.of("hush one", "hush two")) {
            as(TestUser.ACME_MEMBER)
                    .body(Map.of("scope", "user", "value", value))
                    .put(values)
                    .then()
                    .statusCode(200);
        }
        as(TestUser.ACME_MEMBER).delete(values + "?scope=user").then().statusCode(204);
        as(TestUser.ACME_MEMBER)
                .body(Map.of("scope", "tenant", "value", "for everybody"))
                .put(values)
                .then()
                .statusCode(200);

        JsonPath own = changes("entity=broker_value&entity_id=" + broker + ":user:" + TestUser.ACME_MEMBER.subject());
        assertThat(own.getList("items.operation")).containsExactly("delete", "update", "create");
        assertThat(own.getList("items.actor")).containsOnly(TestUser.ACME_MEMBER.subject());
        assertThat(own.getList("items.at")).doesNotContainNull();
        assertThat(own.prettify()).contains("(secret)").doesNotContain("hush");
        assertThat(changes("entity=broker_value&entity_id=" + broker + ":tenant:")
                        .getList("items.after.value"))
                .containsExactly("for everybody");
    }

    @Test
    void whatAPlatformAdminDoesIsInTheTenantsOwnLog() throws SQLException {
        try (Connection owner = Catalogue.asOwner()) {
            owner.setAutoCommit(false);
            try (Statement sql = owner.createStatement()) {
                sql.execute("select set_config('app.tenant_id', '" + TestUser.ACME + "', true)");
                var made = sql.executeQuery(
                        "select actor from change_log where entity = 'tenant' and operation = 'create'");
                assertThat(made.next()).isTrue();
                assertThat(made.getString(1)).isEqualTo(TestUser.ROOT.subject());
            }
        }
    }

    @Test
    void anotherTenantsChangesAreNotShown() {
        String globex = given().auth()
                .oauth2(TestUser.GLOBEX_OWNER.token())
                .get("/api/v1/changes?entity=tenant&limit=200")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(globex).doesNotContain(TestUser.ACME.toString());
    }

    /** Members are Keycloak's: that what changes there comes here is shown with a real one, in the local stack's tests. */
    @Test
    void ofMembersTheServiceSaysWhatChangedInItsOwnTenantAlone() throws SQLException {
        UUID member = UUID.randomUUID();
        try (Connection app = Catalogue.asApp();
                Statement sql = app.createStatement()) {
            app.setAutoCommit(false);
            sql.execute("select set_config('app.tenant_id', '" + TestUser.ACME
                    + "', true), set_config('app.actor', 'ada', true)");
            sql.execute("select log_member_change('" + member
                    + "', '{}', '{\"email\": \"a@b.test\", \"role\": \"member\"}')");
            sql.execute("select log_member_change('" + member + "', '{\"email\": \"a@b.test\", \"role\": \"member\"}',"
                    + " '{\"email\": \"a@b.test\", \"role\": \"admin\"}')");
            app.commit();
            assertThatThrownBy(() -> sql.execute("select log_member_change('" + member + "', '{}', '{}')"))
                    .as("no tenant")
                    .isInstanceOf(SQLException.class);
        }

        JsonPath changes = changes("entity=member&entity_id=" + member);

        assertThat(changes.getList("items.operation")).containsExactly("update", "create");
        assertThat(changes.getList("items.actor")).containsExactly("ada", "ada");
        assertThat(changes.getMap("items[0].before")).isEqualTo(Map.of("role", "member"));
        assertThat(changes.getMap("items[0].after")).isEqualTo(Map.of("role", "admin"));
    }

    @Test
    void theServicesRoleCanNeitherWriteNorChangeTheLog() throws SQLException {
        for (String denied : List.of(
                "insert into change_log (tenant_id, actor, entity, entity_id, operation, before, after)" + " values ('"
                        + TestUser.ACME + "', 'x', 'x', 'x', 'create', '{}', '{}')",
                "update change_log set actor = 'x'",
                "delete from change_log",
                "truncate change_log",
                "select log_change()",
                "select audit_changes('agent')",
                "alter table agent disable trigger log_change")) {
            try (Connection app = Catalogue.asApp();
                    Statement sql = app.createStatement()) {
                app.setAutoCommit(false);
                sql.execute("select set_config('app.tenant_id', '" + TestUser.ACME + "', true)");
                assertThatThrownBy(() -> sql.execute(denied))
                        .as(denied)
                        .hasMessageMatching("(?s).*(permission denied|must be owner).*");
            }
        }
    }

    private static JsonPath changes(String query) {
        return as(TestUser.ACME_ADMIN)
                .get("/api/v1/changes?" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static RequestSpecification as(TestUser user) {
        return given().auth().oauth2(user.token()).contentType(ContentType.JSON);
    }
}
