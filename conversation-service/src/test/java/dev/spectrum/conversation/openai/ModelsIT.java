package dev.spectrum.conversation.openai;

import static dev.spectrum.conversation.Chat.as;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import dev.spectrum.conversation.AgentState;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ModelsIT {

    private final String role = "agent-" + UUID.randomUUID();

    private UUID agent;

    @BeforeEach
    void anAgentExists() {
        AgentState.tenantsExist();
        agent = AgentState.agent(role);
    }

    @Test
    void theTenantsAgentsAreModels() {
        as(TestUser.ACME_VIEWER)
                .get("/v1/models")
                .then()
                .statusCode(200)
                .body("object", equalTo("list"))
                .body("data.id", hasItem(role));
        as(TestUser.ACME_VIEWER)
                .get("/v1/models/" + role)
                .then()
                .statusCode(200)
                .body("id", equalTo(role))
                .body("object", equalTo("model"))
                .body("created", greaterThan(1_700_000_000))
                .body("owned_by", equalTo(TestUser.ACME.toString()));
    }

    @Test
    void anotherTenantsAndDisabledOnesAreNot() {
        as(TestUser.GLOBEX_OWNER).get("/v1/models").then().body("data.id", not(hasItem(role)));
        as(TestUser.GLOBEX_OWNER).get("/v1/models/" + role).then().statusCode(404);
        AgentState.agent(TestUser.ACME, agent, role, 1, changed -> changed.put("enabled", false));
        as(TestUser.ACME_VIEWER).get("/v1/models").then().body("data.id", not(hasItem(role)));
        as(TestUser.ACME_VIEWER).get("/v1/models/" + role).then().statusCode(404);
    }

    @Test
    void nobodyReadsThemWithoutAToken() {
        given().get("/v1/models").then().statusCode(401);
    }
}
