package dev.spectrum.gateway;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import dev.spectrum.gateway.MailForTests.Door;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HealthIT {

    @Test
    void theMailServerIsADependencyAndNoConditionOfService() {
        MailForTests.reset(Door.OPEN);
        given().get("/q/health/group/dependencies")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'smtp' }.status", equalTo("UP"));
        MailForTests.reset(Door.SHUT);
        given().get("/q/health/group/dependencies")
                .then()
                .body("checks.find { it.name == 'smtp' }.status", equalTo("DOWN"));
        given().get("/q/health/ready").then().statusCode(200);
    }
}
