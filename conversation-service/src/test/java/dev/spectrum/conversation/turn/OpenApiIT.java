package dev.spectrum.conversation.turn;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OpenApiIT {

    @Test
    void showsBothPathsWithAnExample() {
        for (String path : new String[] {"/api/chat/send", "/api/v1/chat/send"}) {
            String operation = "paths.'" + path + "'.post.";
            given().accept("application/json")
                    .get("/q/openapi")
                    .then()
                    .statusCode(200)
                    .body(
                            operation + "responses.'200'.content.'application/json'.examples.answer.value.agent.role",
                            equalTo("sales"))
                    .body(operation + "requestBody", notNullValue())
                    .body(operation + "summary", notNullValue());
        }
        given().accept("application/json")
                .get("/q/openapi")
                .then()
                .body("components.schemas.SendMessage.examples[0].agent_role", equalTo("sales"))
                .body("components.schemas.SendMessage.properties.conversation_id", notNullValue())
                .body(
                        "components.schemas.SendMessage.properties.parent_message_id.description",
                        containsString("absent"))
                .body("components.schemas.SendMessage.properties.parent_message_id.format", equalTo("uuid"));
    }
}
