package dev.spectrum.gateway.connections;

import static dev.spectrum.gateway.Gateway.as;
import static dev.spectrum.gateway.connections.Api.PATH;
import static dev.spectrum.gateway.connections.Api.body;
import static dev.spectrum.gateway.connections.Api.created;
import static dev.spectrum.gateway.connections.Api.id;
import static dev.spectrum.gateway.connections.Api.name;
import static dev.spectrum.gateway.connections.Api.rotate;
import static dev.spectrum.platform.testing.TestUser.ACME_ADMIN;
import static dev.spectrum.platform.testing.TestUser.ACME_OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(WithVendor.class)
class ConnectionChangesIT {

    @Test
    void whatPeopleDoToAConnectionIsWrittenDownWithoutItsSecrets() {
        Map<String, Object> body = new HashMap<>(body("good-secret-1"));
        JsonNode connection = created(ACME_ADMIN, body);
        String renamed = name();
        as(ACME_OWNER)
                .body(Map.of("name", renamed, "settings", Map.of("page_size", 5)))
                .put(PATH + "/" + id(connection))
                .then()
                .statusCode(200);
        // A test changes what is known of it, and nothing that anybody set.
        Api.test(ACME_ADMIN, connection).then().statusCode(200);
        rotate(ACME_ADMIN, connection, "good-secret-2").then().statusCode(200);
        as(ACME_ADMIN).delete(PATH + "/" + id(connection)).then().statusCode(204);

        Response changes = as(ACME_ADMIN).get("/api/v1/changes/tools?entity=connection&entity_id=" + id(connection));

        changes.then().statusCode(200);
        assertThat(changes.jsonPath().getList("items.operation"))
                .containsExactly("delete", "update", "update", "create");
        assertThat(changes.jsonPath().getList("items.actor"))
                .containsExactly(
                        ACME_ADMIN.subject(), ACME_ADMIN.subject(), ACME_OWNER.subject(), ACME_ADMIN.subject());
        assertThat(changes.jsonPath().getString("items[2].before.name")).isEqualTo(body.get("name"));
        assertThat(changes.jsonPath().getString("items[2].after.name")).isEqualTo(renamed);
        assertThat(changes.jsonPath().getString("items[1].after.credentials")).isEqualTo("(secret)");
        assertThat(changes.asString()).doesNotContain("good-secret").doesNotContain("\\\\x");
    }
}
