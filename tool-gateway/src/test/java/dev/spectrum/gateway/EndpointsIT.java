package dev.spectrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.gateway.connections.WithVendor;
import dev.spectrum.platform.testing.Endpoint;
import dev.spectrum.platform.testing.EndpointMatrix;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every endpoint as every role: a new one needs its row in docs/security.md, and here what its path names, if anything. */
@QuarkusTest
@TestProfile(WithVendor.class)
class EndpointsIT {

    private static final EndpointMatrix MATRIX = EndpointMatrix.of("tool-gateway", "dev.spectrum.gateway")
            .id("/api/v1/connections/{id}", EndpointsIT::connection)
            .id("/api/v1/upstreams/{id}", EndpointsIT::upstream)
            .id("/api/v1/tools/{name}/call", () -> "revops_search_contacts")
            .body("POST /api/v1/connections", EndpointsIT::newConnection)
            .body("PUT /api/v1/connections/{id}", () -> Map.of("name", "Matrix " + UUID.randomUUID()))
            .body("POST /api/v1/connections/{id}/rotate", () -> Map.of("credentials", key()))
            .body("POST /api/v1/upstreams", EndpointsIT::newUpstream)
            .body("PUT /api/v1/upstreams/{id}", EndpointsIT::lastUpstream)
            .query("GET /api/v1/tool-calls/outcome", "idempotency_key=none")
            // What an upstream offers needs an upstream that answers, and MCP is no REST: UpstreamsIT and those of MCP
            // call these.
            .answeredElsewhere("/api/v1/upstreams/{id}/tools/{name}")
            .answeredElsewhere("/api/v1/upstreams/{id}/changes/")
            .refusalsOnly("/mcp");

    @Test
    void theTableOfRolesIsWhatTheCodeSays() {
        assertThat(MATRIX.differences()).isEmpty();
    }

    static List<Endpoint> guarded() {
        return MATRIX.guarded();
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

    static List<Endpoint> answering() {
        return MATRIX.answering();
    }

    /** Tools are everybody's. */
    static List<Endpoint> ofOneTenant() {
        return MATRIX.ofOneTenant().stream()
                .filter(endpoint -> !endpoint.path().startsWith("/api/v1/tools/"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("ofOneTenant")
    void showsNothingOfAnotherTenant(Endpoint endpoint) {
        assertThat(MATRIX.statusInAnotherTenant(endpoint)).isEqualTo(404);
    }

    @ParameterizedTest
    @MethodSource("answering")
    void answersWhoMayAsTheOpenApiDocumentSays(Endpoint endpoint) {
        assertThat(MATRIX.answer(endpoint).statusCode()).isBetween(200, 299);
    }

    private static Object newConnection() {
        return Map.of("connector", "stub", "name", "Matrix " + UUID.randomUUID(), "credentials", key());
    }

    private static Map<String, String> key() {
        return Map.of("api_key", "good-key");
    }

    private static String connection() {
        return made("/api/v1/connections", newConnection());
    }

    private static String prefix = "";

    private static Object newUpstream() {
        prefix = "m" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36);
        return lastUpstream();
    }

    /** Its prefix stays. Nobody answers there, which is a state like another. */
    private static Object lastUpstream() {
        return Map.of("name", "Matrix", "url", "http://127.0.0.1:1/mcp", "prefix", prefix);
    }

    private static String upstream() {
        return made("/api/v1/upstreams", newUpstream());
    }

    private static String made(String path, Object body) {
        return Gateway.as(TestUser.ACME_ADMIN)
                .body(body)
                .post(path)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }
}
