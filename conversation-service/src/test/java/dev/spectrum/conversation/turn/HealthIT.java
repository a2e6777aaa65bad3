package dev.spectrum.conversation.turn;

import static dev.spectrum.conversation.ScriptedServers.GATEWAY;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import dev.spectrum.conversation.ScriptedServers;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HealthIT {

    @Test
    void theGatewayIsADependencyAndNoConditionOfReadiness() {
        ScriptedServers.forget();
        given().get("/q/health/group/dependencies")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'tool-gateway' }.status", equalTo("UP"));
        GATEWAY.goAway();
        try {
            given().get("/q/health/group/dependencies")
                    .then()
                    .statusCode(503)
                    .body("checks.find { it.name == 'tool-gateway' }.status", equalTo("DOWN"))
                    .body("checks.find { it.name == 'postgresql' }.status", equalTo("UP"));
            given().get("/q/health/ready").then().statusCode(200).body("checks.name", not(hasItem("tool-gateway")));
        } finally {
            GATEWAY.comeBack();
        }
    }
}
