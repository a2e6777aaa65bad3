package dev.spectrum.local;

import static io.restassured.RestAssured.given;

import io.restassured.builder.RequestSpecBuilder;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;

/** Keycloak's Admin REST API, as its own administrator uses it, to see what there is and to leave things behind. */
final class KeycloakAsAdmin {

    private final String server;

    KeycloakAsAdmin(Ports ports) {
        server = "http://127.0.0.1:" + ports.keycloak() + "/auth";
    }

    /** Paths are within the realm. */
    RequestSpecification realm() {
        String token = given().formParams(Map.of(
                        "grant_type",
                        "password",
                        "client_id",
                        "admin-cli",
                        "username",
                        "admin",
                        "password",
                        "spectrum"))
                .post(server + "/realms/master/protocol/openid-connect/token")
                .path("access_token");
        return given().spec(new RequestSpecBuilder()
                .setBaseUri(server + "/admin/realms/spectrum")
                .addHeader("Authorization", "Bearer " + token)
                .setContentType(ContentType.JSON)
                .build());
    }

    void addOrganization(String slug, Map<String, List<String>> attributes) {
        realm().body(Map.of("name", slug, "alias", slug, "enabled", true, "attributes", attributes))
                .post("/organizations")
                .then()
                .statusCode(201);
    }

    List<String> organizationIds(String slug) {
        return realm().queryParam("q", "alias:" + slug).get("/organizations").path("id");
    }

    void deleteOrganization(String slug) {
        realm().delete("/organizations/" + organizationIds(slug).getFirst())
                .then()
                .statusCode(204);
    }

    List<String> userIds(String email) {
        return realm().queryParam("email", email)
                .queryParam("exact", true)
                .get("/users")
                .path("id");
    }

    /** What a service may do with the realm. */
    List<String> rightsOf(String service) {
        String account = realm().queryParam("username", "service-account-" + service)
                .queryParam("exact", true)
                .get("/users")
                .path("[0].id");
        String management = realm().queryParam("clientId", "realm-management")
                .get("/clients")
                .path("[0].id");
        return realm().get("/users/" + account + "/role-mappings/clients/" + management + "/composite")
                .path("name");
    }
}
