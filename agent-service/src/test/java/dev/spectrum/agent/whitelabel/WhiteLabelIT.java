package dev.spectrum.agent.whitelabel;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.agent.TenantsForTests;
import dev.spectrum.platform.testing.KafkaEvents;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class WhiteLabelIT {

    private static final String PATH = "/api/v1/white-label";

    @BeforeEach
    void tenantsExist() {
        TenantsForTests.exist();
    }

    @Test
    void theTenantsBrandIsInPromptsAndInWhatIsToldOfAgents() {
        String brand = "Brand " + UUID.randomUUID();
        String agent = as(TestUser.GLOBEX_OWNER)
                .body(Map.of(
                        "name",
                        "Branded",
                        "role",
                        "branded-" + UUID.randomUUID(),
                        "system_prompt",
                        "You are {product_name} by {brand_name}, {support_email}."))
                .post("/api/v1/agents")
                .then()
                .statusCode(201)
                .extract()
                .header("Location");
        as(TestUser.GLOBEX_OWNER)
                .body(Map.of("brand_name", brand, "product_name", "Assist", "support_email", "help@globex.test"))
                .put(PATH)
                .then()
                .statusCode(200);

        as(TestUser.GLOBEX_OWNER)
                .post(agent + "/render")
                .then()
                .body("text", equalTo("You are Assist by " + brand + ", help@globex.test."))
                .body("variables.find { it.name == 'brand_name' }.source", equalTo("white_label"));
        try (KafkaEvents events = KafkaEvents.of("spectrum.agent.state")) {
            JsonNode told = events.await(event -> agent.endsWith(event.subject())
                            && event.data()
                                    .at("/white_label/brand_name")
                                    .asText()
                                    .equals(brand))
                    .data();
            assertThat(told.at("/white_label/product_name").asText()).isEqualTo("Assist");
            assertThat(told.get("version").asLong()).isEqualTo(1);
            assertThat(told.get("definition_version").asLong()).isZero();
        }
        as(TestUser.GLOBEX_OWNER).delete(agent).then().statusCode(204);
    }

    @Test
    void everybodyReadsItAdminsWriteItAndAnotherTenantHasItsOwn() {
        Map<String, Object> ours =
                Map.of("brand_name", "Ours", "logo_url", "https://cdn.acme.test/logo.svg", "color", "#2563eb");
        as(TestUser.ACME_MEMBER).body(ours).put(PATH).then().statusCode(403);
        given().get(PATH).then().statusCode(401);
        String tag = as(TestUser.ACME_ADMIN)
                .body(ours)
                .put(PATH)
                .then()
                .statusCode(200)
                .extract()
                .header("ETag");
        as(TestUser.ACME_VIEWER)
                .get(PATH)
                .then()
                .statusCode(200)
                .header("ETag", tag)
                .body("brand_name", equalTo("Ours"))
                .body("product_name", equalTo(""))
                .body("color", equalTo("#2563eb"));
        assertThat(as(TestUser.GLOBEX_OWNER).get(PATH).<String>path("brand_name"))
                .isNotEqualTo("Ours");

        as(TestUser.ACME_ADMIN)
                .header("If-Match", tag)
                .body(Map.of("brand_name", "Newer"))
                .put(PATH)
                .then()
                .statusCode(200);
        as(TestUser.ACME_ADMIN)
                .header("If-Match", tag)
                .body(Map.of("brand_name", "Stale"))
                .put(PATH)
                .then()
                .statusCode(412);
    }

    @Test
    void namesEveryInvalidField() {
        as(TestUser.ACME_ADMIN)
                .body(Map.of(
                        "support_email", "nobody", "logo_url", "javascript:alert(1)", "color", "red", "brandname", "x"))
                .put(PATH)
                .then()
                .statusCode(400)
                .body("errors.pointer", containsInAnyOrder("/brandname"));
        as(TestUser.ACME_ADMIN)
                .body(Map.of("support_email", "nobody", "logo_url", "javascript:alert(1)", "color", "red"))
                .put(PATH)
                .then()
                .statusCode(400)
                .body("errors.pointer", containsInAnyOrder("/support_email", "/logo_url", "/color"));
    }

    private static RequestSpecification as(TestUser user) {
        return given().auth().oauth2(user.token()).contentType(ContentType.JSON);
    }
}
