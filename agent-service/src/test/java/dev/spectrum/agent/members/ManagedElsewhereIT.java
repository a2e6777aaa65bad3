package dev.spectrum.agent.members;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** With an identity provider that has no admin API we know, as the one of these tests. The suite's tests have Keycloak. */
@QuarkusTest
class ManagedElsewhereIT {

    private static final String ONE = "/api/v1/members/" + UUID.randomUUID();

    @Test
    void saysThatMembersAreManagedAtTheProvider() {
        Map<String, String> someone = Map.of("email", "someone@acme.test", "role", "member");
        for (var answer : List.of(
                as(TestUser.ACME_OWNER).get("/api/v1/members"),
                as(TestUser.ACME_OWNER).get(ONE),
                as(TestUser.ACME_OWNER).body(someone).post("/api/v1/members"),
                as(TestUser.ACME_OWNER).body(Map.of("role", "viewer")).patch(ONE),
                as(TestUser.ACME_OWNER).delete(ONE))) {
            answer.then()
                    .statusCode(501)
                    .contentType("application/problem+json")
                    .body("type", equalTo("urn:spectrum:problem:members-managed-elsewhere"));
        }
    }

    @Test
    void isForAdmins() {
        for (TestUser user : List.of(TestUser.ACME_VIEWER, TestUser.ACME_MEMBER, TestUser.ROOT, TestUser.STRANGER)) {
            as(user).get("/api/v1/members").then().statusCode(403);
            as(user).delete(ONE).then().statusCode(403);
        }
        given().get("/api/v1/members").then().statusCode(401);
    }

    @Test
    void namesWhatIsWrongWithAnInvitation() {
        as(TestUser.ACME_ADMIN)
                .body(Map.of("email", "nobody"))
                .post("/api/v1/members")
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItems("/email", "/role"));
        as(TestUser.ACME_ADMIN)
                .body(Map.of("email", "a@acme.test", "role", "emperor"))
                .post("/api/v1/members")
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/role"));
        as(TestUser.ACME_ADMIN).get("/api/v1/members?cursor=eA").then().statusCode(400);
    }

    private static RequestSpecification as(TestUser user) {
        return given().auth().oauth2(user.token()).contentType(ContentType.JSON);
    }
}
