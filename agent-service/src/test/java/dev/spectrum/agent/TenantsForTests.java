package dev.spectrum.agent;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.oneOf;

import dev.spectrum.platform.testing.TestUser;
import io.restassured.http.ContentType;
import java.util.Map;
import java.util.UUID;

/** Sets the two tenants up as the local stack does, over HTTP. */
public final class TenantsForTests {

    private TenantsForTests() {}

    public static void exist() {
        create(TestUser.ACME, "Acme Corp", "acme", TestUser.ACME_OWNER);
        create(TestUser.GLOBEX, "Globex", "globex", TestUser.GLOBEX_OWNER);
    }

    private static void create(UUID id, String name, String slug, TestUser owner) {
        given().auth()
                .oauth2(TestUser.ROOT.token())
                .contentType(ContentType.JSON)
                .body(Map.of("id", id, "name", name, "slug", slug, "owner_email", owner.email(), "tier", "ignition"))
                .post("/api/v1/tenants")
                .then()
                .statusCode(oneOf(201, 409));
    }
}
