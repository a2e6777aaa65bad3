package dev.spectrum.agent.tenants;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.agent.TenantsForTests;
import dev.spectrum.platform.testing.Catalogue;
import dev.spectrum.platform.testing.KafkaEvent;
import dev.spectrum.platform.testing.KafkaEvents;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class TenantIT {

    @BeforeEach
    void tenantsExist() {
        TenantsForTests.exist();
    }

    @Test
    void aNewTenantIsToldToEverybodyAndHasFiveAgents() {
        UUID id = UUID.fromString("01990000-0000-7000-8000-0000000000a1");
        given().auth()
                .oauth2(TestUser.ROOT.token())
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "id",
                        id,
                        "name",
                        "Initech",
                        "slug",
                        "initech",
                        "owner_email",
                        "o@initech.test",
                        "tier",
                        "velocity"))
                .post("/api/v1/tenants")
                .then()
                .statusCode(201)
                .header("Location", org.hamcrest.Matchers.endsWith("/api/v1/tenants/" + id))
                .body("daily_limit_usd", equalTo(25.0f));

        try (KafkaEvents events = KafkaEvents.of("spectrum.agent.state")) {
            KafkaEvent tenant = events.await(event -> event.type().equals("dev.spectrum.agent.tenant.changed.v1")
                    && event.tenantId().equals(id.toString()));
            assertThat(tenant.data().at("/company/name").asText()).isEqualTo("Initech");
            List<KafkaEvent> agents = events.await(
                    5,
                    event -> event.type().equals("dev.spectrum.agent.agent.changed.v1")
                            && event.tenantId().equals(id.toString()));
            assertThat(agents)
                    .extracting(event -> event.data().get("name").asText())
                    .containsExactlyInAnyOrder("Sales", "Operations", "Revenue", "CFO", "CMO");
        }
    }

    @Test
    void aRepeatedRequestMakesOneTenantAndAnotherOneUnderTheSameKeyNone() {
        String key = UUID.randomUUID().toString();
        String slug = "hooli-" + key;
        String made = create(key, slug).then().statusCode(201).extract().path("id");

        create(key, slug)
                .then()
                .statusCode(201)
                .header("Idempotency-Replayed", "true")
                .body("id", equalTo(made));
        create(key, slug + "-2").then().statusCode(422);
    }

    private static Response create(String key, String slug) {
        return given().auth()
                .oauth2(TestUser.ROOT.token())
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body(Map.of("name", "Hooli", "slug", slug, "owner_email", "o@hooli.test", "tier", "ignition"))
                .post("/api/v1/tenants");
    }

    @Test
    void refusesATakenSlug() {
        given().auth()
                .oauth2(TestUser.ROOT.token())
                .contentType(ContentType.JSON)
                .body(Map.of("name", "Acme again", "slug", "acme", "owner_email", "o@acme.test", "tier", "ignition"))
                .post("/api/v1/tenants")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:spectrum:problem:tenant-exists"));
    }

    @Test
    void namesEveryInvalidField() {
        given().auth()
                .oauth2(TestUser.ROOT.token())
                .contentType(ContentType.JSON)
                .body(Map.of("name", " ", "slug", "No Slug", "owner_email", "nobody"))
                .post("/api/v1/tenants")
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItems("/name", "/slug", "/owner_email", "/tier"));
    }

    /** Keycloak would refuse it, and nobody would know why. */
    @Test
    void refusesAnAddressThatNoAccountCanHave() {
        given().auth()
                .oauth2(TestUser.ROOT.token())
                .contentType(ContentType.JSON)
                .body(Map.of("name", "X", "slug", "x", "owner_email", "\u00f6@acme.test", "tier", "ignition"))
                .post("/api/v1/tenants")
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItems("/owner_email"));
    }

    @Test
    void onlyAPlatformAdminMakesTenants() {
        given().auth()
                .oauth2(TestUser.ACME_OWNER.token())
                .contentType(ContentType.JSON)
                .body(Map.of("name", "Mine", "slug", "mine", "owner_email", "o@mine.test", "tier", "ignition"))
                .post("/api/v1/tenants")
                .then()
                .statusCode(403);
    }

    @Test
    void theCompanyProfileIsChangedByAdminsAndReadByAll() {
        String etag = given().auth()
                .oauth2(TestUser.ACME_VIEWER.token())
                .get("/api/v1/company")
                .then()
                .statusCode(200)
                .extract()
                .header("ETag");
        Map<String, Object> profile = Map.of("name", "Acme Corp", "industry", "Software", "stage", "growth");
        given().auth()
                .oauth2(TestUser.ACME_VIEWER.token())
                .contentType(ContentType.JSON)
                .body(profile)
                .put("/api/v1/company")
                .then()
                .statusCode(403)
                .contentType("application/problem+json");
        given().auth()
                .oauth2(TestUser.ACME_ADMIN.token())
                .contentType(ContentType.JSON)
                .header("If-Match", etag)
                .body(profile)
                .put("/api/v1/company")
                .then()
                .statusCode(200)
                .body("industry", equalTo("Software"));
        given().auth()
                .oauth2(TestUser.ACME_ADMIN.token())
                .contentType(ContentType.JSON)
                .header("If-Match", etag)
                .body(profile)
                .put("/api/v1/company")
                .then()
                .statusCode(412);
    }

    @Test
    void aNewTenantStartsWithWhatItsTierGives() {
        String id = create(UUID.randomUUID().toString(), "pied-piper")
                .then()
                .statusCode(201)
                .body("first_owner", nullValue())
                .extract()
                .path("id");
        as(TestUser.ROOT)
                .get("/api/v1/tenants/" + id)
                .then()
                .statusCode(200)
                .body("tier", equalTo("ignition"))
                .body("subscription_status", equalTo("trialing"))
                .body("credits", equalTo(0))
                .body("daily_limit_usd", equalTo(5.0f))
                .body("requests_per_minute", equalTo(300))
                .body("allowed_models", empty())
                .body("default_permission_mode", equalTo("co_pilot"))
                .body("time_zone", equalTo("UTC"))
                .body("run_retention_days", equalTo(90))
                .body("redact_run_content", equalTo(false));
    }

    @Test
    void aPlatformAdminChangesAPartOfATenantAndEverybodyIsTold() {
        String id = create(UUID.randomUUID().toString(), "aviato").path("id");
        String etag = as(TestUser.ROOT).get("/api/v1/tenants/" + id).header("ETag");

        patch(TestUser.ROOT, id, etag, """
                        {"tier": "dominance", "subscription_status": "past_due", "credits": 1200, "daily_limit_usd": 12.345678,
                         "requests_per_minute": 10, "allowed_models": ["gpt-4.1-mini"], "default_permission_mode": "manual",
                         "time_zone": "Europe/Berlin", "run_retention_days": 7, "redact_run_content": true}""")
                .statusCode(200)
                .body("name", equalTo("Hooli"))
                .body("tier", equalTo("dominance"))
                .body("credits", equalTo(1200));
        patch(TestUser.ROOT, id, etag, "{\"credits\": 1}").statusCode(412);
        // Neither the half of a credit nor the third of the tiers.
        String now = as(TestUser.ROOT).get("/api/v1/tenants/" + id).header("ETag");
        patch(TestUser.ROOT, id, now, "{\"credits\": 1.5}")
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/credits"));
        patch(TestUser.ROOT, id, now, "{\"tier\": 2}").statusCode(400).body("errors[0].pointer", equalTo("/tier"));

        try (KafkaEvents events = KafkaEvents.of("spectrum.agent.state")) {
            KafkaEvent changed = events.await(event -> event.type().equals("dev.spectrum.agent.tenant.changed.v1")
                    && event.tenantId().equals(id)
                    && event.data().get("version").asInt() == 1);
            JsonNode data = changed.data();
            assertThat(data.get("subscription_status").asText()).isEqualTo("past_due");
            assertThat(data.get("credits").asInt()).isEqualTo(1200);
            assertThat(data.get("daily_limit_usd").asDouble()).isEqualTo(12.345678);
            assertThat(data.get("requests_per_minute").asInt()).isEqualTo(10);
            assertThat(data.get("allowed_models")).hasToString("[\"gpt-4.1-mini\"]");
            assertThat(data.get("default_permission_mode").asText()).isEqualTo("manual");
            assertThat(data.get("time_zone").asText()).isEqualTo("Europe/Berlin");
            assertThat(data.get("run_retention_days").asInt()).isEqualTo(7);
            assertThat(data.get("redact_run_content").asBoolean()).isTrue();
        }
    }

    @Test
    void whatAPatchRemovesStartsAgainWithWhatTheTierGives() {
        String id = create(UUID.randomUUID().toString(), "raviga").path("id");
        patch(TestUser.ROOT, id, "*", "{\"daily_limit_usd\": 1, \"time_zone\": \"Asia/Tokyo\"}")
                .statusCode(200);

        patch(TestUser.ROOT, id, "*", "{\"tier\": \"velocity\", \"daily_limit_usd\": null, \"time_zone\": null}")
                .statusCode(200)
                .body("daily_limit_usd", equalTo(25.0f))
                .body("time_zone", equalTo("UTC"));
        patch(TestUser.ROOT, id, "*", "{\"name\": null, \"tier\": null}")
                .statusCode(400)
                .body("errors.pointer", hasItems("/name", "/tier"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.000001", "1.0E-6", "123456789.123456", "7.10", "1e2", "0", "999999999.999999"})
    void anAmountIsKeptToTheMillionthThatWasSent(String amount) {
        String globex = TestUser.GLOBEX.toString();
        String shown = patch(TestUser.ROOT, globex, "*", "{\"daily_limit_usd\": " + amount + "}")
                .statusCode(200)
                .extract()
                .asString();
        assertThat(shown)
                .contains("\"daily_limit_usd\":"
                        + new BigDecimal(amount)
                                .setScale(6, RoundingMode.UNNECESSARY)
                                .toPlainString());
        patch(TestUser.ROOT, globex, "*", "{\"daily_limit_usd\": null}").statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.0000000000000000001", "0.9999999999999999999", "1e400"})
    void anAmountThatCantBeKeptExactlyIsRefusedRatherThanRounded(String amount) {
        patch(TestUser.ROOT, TestUser.ACME.toString(), "*", "{\"daily_limit_usd\": " + amount + "}")
                .statusCode(400)
                .body("errors.pointer", hasItems("/daily_limit_usd"));
    }

    @Test
    void namesEveryFieldOfAPatchThatIsWrong() {
        String acme = TestUser.ACME.toString();
        patch(TestUser.ROOT, acme, "*", """
                        {"credits": -1, "daily_limit_usd": 0.0000001, "requests_per_minute": 0, "allowed_models": [" "],
                         "time_zone": "Mars/Olympus", "run_retention_days": 0}""")
                .statusCode(400)
                .body(
                        "errors.pointer",
                        hasItems(
                                "/credits",
                                "/daily_limit_usd",
                                "/requests_per_minute",
                                "/allowed_models/0",
                                "/time_zone",
                                "/run_retention_days"));
        patch(TestUser.ROOT, acme, "*", "{\"tier\": \"platinum\"}")
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/tier"));
        patch(TestUser.ROOT, acme, "*", "{\"redact_run_content\": \"yes\"}")
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/redact_run_content"));
        patch(TestUser.ROOT, acme, "*", "{\"slug\": \"acme-2\", \"a/b\": 1}")
                .statusCode(400)
                .body("errors.pointer", hasItems("/slug", "/a~1b"));
        patch(TestUser.ROOT, acme, "*", "[1]").statusCode(400);
        patch(TestUser.ROOT, UUID.randomUUID().toString(), "*", "{\"credits\": 1}")
                .statusCode(404);
    }

    @Test
    void anOwnerSeesAndSetsUpTheOwnTenantAndChangesNothingThatIsPaidFor() {
        String acme = TestUser.ACME.toString();
        as(TestUser.ACME_OWNER)
                .get("/api/v1/tenants/" + acme)
                .then()
                .statusCode(200)
                .body("slug", equalTo("acme"));
        patch(
                        TestUser.ACME_OWNER,
                        acme,
                        "*",
                        "{\"default_permission_mode\": \"autopilot\", \"run_retention_days\": 30}")
                .statusCode(200)
                .body("default_permission_mode", equalTo("autopilot"));
        for (String field : List.of("tier", "credits", "daily_limit_usd", "requests_per_minute", "allowed_models")) {
            patch(TestUser.ACME_OWNER, acme, "*", "{\"name\": \"Acme\", \"" + field + "\": null}")
                    .statusCode(403)
                    .body("errors.pointer", contains("/" + field));
        }
        as(TestUser.ACME_ADMIN).get("/api/v1/tenants/" + acme).then().statusCode(403);
        patch(TestUser.ACME_ADMIN, acme, "*", "{}").statusCode(403);
        as(TestUser.GLOBEX_OWNER).get("/api/v1/tenants/" + acme).then().statusCode(404);
        patch(TestUser.GLOBEX_OWNER, acme, "*", "{}").statusCode(404);
    }

    @Test
    void ofManyRequestsForOneSlugAtOnceOneMakesTheTenant() {
        List<Integer> statuses = IntStream.range(0, 8)
                .parallel()
                .mapToObj(
                        i -> create(UUID.randomUUID().toString(), "bachmanity").statusCode())
                .toList();
        assertThat(statuses).containsOnlyOnce(201).containsOnly(201, 409);
    }

    @Test
    void whatADeadRequestClaimedIsWaitedForAndThenMade() throws SQLException {
        try (Connection owner = Catalogue.asOwner();
                Statement sql = owner.createStatement()) {
            sql.execute("insert into tenant_slug (slug, claimed_by, claimed_until)"
                    + " values ('endframe', gen_random_uuid(), now() + interval '40 seconds')");
            create(UUID.randomUUID().toString(), "endframe")
                    .then()
                    .statusCode(409)
                    .header("Retry-After", "40")
                    .body("type", equalTo("urn:spectrum:problem:tenant-being-made"));

            sql.execute("update tenant_slug set claimed_until = now() where slug = 'endframe'");
            create(UUID.randomUUID().toString(), "endframe").then().statusCode(201);
        }
    }

    @Test
    void aRefusedTenantLeavesItsSlugFree() {
        String key = UUID.randomUUID().toString();
        create(key, "not-hotdog").then().statusCode(201);
        create(key, "seefood").then().statusCode(422);

        create(UUID.randomUUID().toString(), "seefood").then().statusCode(201);
    }

    private static ValidatableResponse patch(TestUser user, String id, String ifMatch, String body) {
        return as(user).contentType("application/merge-patch+json")
                .header("If-Match", ifMatch)
                .body(body)
                .patch("/api/v1/tenants/" + id)
                .then();
    }

    private static RequestSpecification as(TestUser user) {
        return given().auth().oauth2(user.token());
    }
}
