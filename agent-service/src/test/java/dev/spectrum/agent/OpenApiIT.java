package dev.spectrum.agent;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import dev.spectrum.platform.testing.OpenApiDocument;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That the document is true is shown by every other test of this service: what they send and get is held to it. */
@QuarkusTest
class OpenApiIT {

    @Test
    void everyOperationIsDescribedWithExamplesThatAreRight() {
        assertThat(OpenApiDocument.parse(document().extract().asString()).shortcomings())
                .isEmpty();
    }

    @Test
    void enumsAreShownAsJsonHasThem() {
        document().body("components.schemas.Tier.enum", hasItems("ignition", "velocity", "dominance"));
    }

    @Test
    void whatMayBeNullSaysSo() {
        document().body("components.schemas.UsageView.properties.price_known.type", hasItems("boolean", "null"));
        document()
                .body(
                        "components.schemas.UsageView.required",
                        equalTo(List.of("cost_usd", "input_tokens", "output_tokens", "runs")));
    }

    @Test
    void everyPostTakesAnIdempotencyKey() {
        document()
                .body(
                        "paths.'/api/v1/agents'.post.parameters.find { it.name == 'Idempotency-Key' }.in",
                        equalTo("header"));
    }

    private static ValidatableResponse document() {
        return given().get("/q/openapi?format=json").then().statusCode(200);
    }
}
