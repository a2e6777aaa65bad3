package dev.spectrum.conversation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.platform.testing.OpenApiDocument;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** That the document is true is shown by the endpoints' own test: what that sends and gets is held to it. */
@QuarkusTest
class OpenApiIT {

    @Test
    void everyOperationIsDescribedWithExamplesThatAreRight() {
        String document = given().get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(OpenApiDocument.parse(document).shortcomings()).isEmpty();
    }
}
