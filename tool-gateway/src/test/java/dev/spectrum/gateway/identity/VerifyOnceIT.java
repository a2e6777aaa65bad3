package dev.spectrum.gateway.identity;

import static dev.spectrum.platform.testing.TestUser.ACME_MEMBER;
import static dev.spectrum.platform.testing.TestUser.AGENCY;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.hasSize;

import dev.spectrum.gateway.Gateway;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class VerifyOnceIT {

    @Test
    void aKnownTokenStillChoosesATenantEachTime() {
        String token = AGENCY.token();
        String name = "Known" + UUID.randomUUID().toString().substring(0, 8);
        Gateway.read(Gateway.call(
                given().auth().oauth2(token).header("X-Tenant", "acme").contentType("application/json"),
                "revops_create_contact",
                Map.of("first_name", name)));

        for (int i = 0; i < 2; i++) {
            found(token, "acme", name).body("result.contacts", hasSize(1));
            found(token, "globex", name).body("result.contacts", hasSize(0));
            given().auth().oauth2(token).get("/api/v1/tools").then().statusCode(403);
            given().auth()
                    .oauth2(token)
                    .header("X-Tenant", "initech")
                    .get("/api/v1/tools")
                    .then()
                    .statusCode(403);
        }
    }

    private static ValidatableResponse found(String token, String tenant, String name) {
        return Gateway.call(
                        given().auth().oauth2(token).header("X-Tenant", tenant).contentType("application/json"),
                        "revops_search_contacts",
                        Map.of("query", name))
                .then()
                .statusCode(200);
    }

    @Test
    void aKnownTokenThatWasTamperedWithIsRefused() {
        String token = ACME_MEMBER.token();
        for (int i = 0; i < 2; i++) {
            status(token, 200);
            status(token.substring(0, token.length() - 6) + "AAAAAA", 401);
            status(token + "x", 401);
        }
    }

    @Test
    void rolesAreThoseOfTheToken() {
        String member = ACME_MEMBER.token();
        String admin = TestUser.ACME_ADMIN.token();
        for (int i = 0; i < 2; i++) {
            given().auth().oauth2(member).get("/api/v1/tool-calls").then().statusCode(403);
            given().auth().oauth2(admin).get("/api/v1/tool-calls").then().statusCode(200);
        }
    }

    private static void status(String token, int status) {
        given().auth().oauth2(token).get("/api/v1/tools").then().statusCode(status);
    }
}
