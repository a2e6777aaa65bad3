package dev.spectrum.agent.tenants;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import dev.spectrum.agent.TenantsForTests;
import dev.spectrum.platform.testing.KafkaEvent;
import dev.spectrum.platform.testing.KafkaEvents;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
}
