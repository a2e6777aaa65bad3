package dev.spectrum.agent;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.platform.testing.Endpoint;
import dev.spectrum.platform.testing.EndpointMatrix;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every endpoint as every role: a new one needs its row in docs/security.md, and here what its path names, if anything. */
@QuarkusTest
class EndpointsIT {

    private static final EndpointMatrix MATRIX = EndpointMatrix.of("agent-service", "dev.spectrum.agent")
            .id("/api/v1/agents/{id}", EndpointsIT::agent)
            .id("/api/v1/agents/{id}/labels/{label}", EndpointsIT::label)
            .id("/api/v1/agents/{id}/versions/{version}", () -> agent() + "/0")
            .id("/api/v1/agents/{id}/versions/{from}/diff/{to}", () -> agent() + "/0/0")
            .id("/api/v1/tenants/{id}", TestUser.ACME::toString)
            .body("POST /api/v1/agents/import", EndpointsIT::agentFile)
            .body("PUT /api/v1/agents/order", () -> Map.of("ids", List.of()))
            .body("PUT /api/v1/agents/{id}/labels/{label}", () -> Map.of("version", 0))
            .body("POST /api/v1/agents", EndpointsIT::newAgent)
            .body("PUT /api/v1/agents/{id}", EndpointsIT::newAgent)
            .body("POST /api/v1/agents/{id}/render", Map::of)
            .body("PATCH /api/v1/tenants/{id}", () -> "{}".getBytes(StandardCharsets.UTF_8))
            // Members are Keycloak's, and the tests' issuer is none.
            .refusalsOnly("/api/v1/members")
            .body("POST /api/v1/tenants", EndpointsIT::newTenant);

    @BeforeEach
    void tenantsExist() {
        TenantsForTests.exist();
    }

    @Test
    void theTableOfRolesIsWhatTheCodeSays() {
        assertThat(MATRIX.differences()).isEmpty();
    }

    static List<Endpoint> guarded() {
        return MATRIX.guarded();
    }

    static List<Endpoint> answering() {
        return MATRIX.answering();
    }

    static List<Endpoint> ofOneTenant() {
        return MATRIX.ofOneTenant();
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void asksWhoItIs(Endpoint endpoint) {
        assertThat(MATRIX.statusWithoutToken(endpoint)).isEqualTo(401);
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void refusesWhoMayNot(Endpoint endpoint) {
        assertThat(MATRIX.statusesOfLowerRoles(endpoint))
                .isNotEmpty()
                .allSatisfy((user, status) -> assertThat(status).isEqualTo(403));
    }

    @ParameterizedTest
    @MethodSource("ofOneTenant")
    void showsNothingOfAnotherTenant(Endpoint endpoint) {
        assertThat(MATRIX.statusInAnotherTenant(endpoint)).isEqualTo(404);
    }

    @ParameterizedTest
    @MethodSource("answering")
    void answersWhoMay(Endpoint endpoint) {
        assertThat(MATRIX.answer(endpoint).statusCode()).isBetween(200, 299);
    }

    private static String agent() {
        return given().auth()
                .oauth2(TestUser.ACME_OWNER.token())
                .contentType(ContentType.JSON)
                .body(newAgent())
                .post("/api/v1/agents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static Object newAgent() {
        return Map.of("name", "Matrix", "role", "matrix-" + UUID.randomUUID(), "system_prompt", "You are {role_name}.");
    }

    private static String label() {
        String agent = agent();
        given().auth()
                .oauth2(TestUser.ACME_OWNER.token())
                .contentType(ContentType.JSON)
                .body(Map.of("version", 0))
                .put("/api/v1/agents/" + agent + "/labels/trial")
                .then()
                .statusCode(200);
        return agent + "/trial";
    }

    private static Object agentFile() {
        return ("role: matrix-" + UUID.randomUUID() + "\nname: Matrix\nsystem_prompt: You are {role_name}.\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Object newTenant() {
        return Map.of(
                "name",
                "Matrix",
                "slug",
                "matrix-" + UUID.randomUUID(),
                "owner_email",
                "o@matrix.test",
                "tier",
                "ignition");
    }
}
